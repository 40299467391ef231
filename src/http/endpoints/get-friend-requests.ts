// Friendships that are asked for.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { listed } from '../shapes/social.ts';

export const getFriendRequests = endpoint({
  method: 'get',
  path: '/friends/requests',
  summary: 'Who has asked the player to be friends, or whom the player has asked; the newest first',
  auth: 'player',
  query: z.object({ direction: z.enum(['in', 'out']).default('in'), ...paging }),
  refuses: ['bad-cursor'],
  output: pageOf(listed),
  handler: ({ friends }, { query: { direction, ...request }, caller }) =>
    friends.requests(caller.playerId, direction, request),
});
