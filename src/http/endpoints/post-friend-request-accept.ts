// Accepts a friendship.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const postFriendRequestAccept = endpoint({
  method: 'post',
  path: '/friends/requests/:id/accept',
  summary: 'Accepts what the player of this id has asked',
  auth: 'player',
  params: id,
  refuses: ['forbidden', 'not-found'],
  output: z.object({ status: z.literal('friends') }),
  handler: ({ friends }, { params, caller }) => friends.accept(caller.playerId, params.id),
});
