// The player's friends.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { listed, presence } from '../shapes/social.ts';

export const getFriends = endpoint({
  method: 'get',
  path: '/friends',
  summary: "The player's friends with what they are doing, the newest first",
  auth: 'player',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(listed.extend({ presence })),
  handler: ({ friends }, { query, caller }) => friends.list(caller.playerId, query),
});
