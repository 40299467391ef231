// Asks for a friendship.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const postFriendRequests = endpoint({
  method: 'post',
  path: '/friends/requests',
  summary: 'Asks a player to be friends; who has asked the caller before is a friend with that',
  auth: 'player',
  body: z.strictObject({ playerId: z.uuid() }),
  refuses: ['forbidden', 'not-found', 'too-many-requests'],
  output: z.object({ status: z.enum(['requested', 'friends']) }),
  handler: ({ friends }, { body, caller }) => friends.request(caller.playerId, body.playerId),
});
