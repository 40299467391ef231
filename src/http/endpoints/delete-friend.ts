// Ends a friendship.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteFriend = endpoint({
  method: 'delete',
  path: '/friends/:id',
  summary: 'Ends a friendship; the other one is not told',
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ friends }, { params, caller }) => friends.remove(caller.playerId, params.id),
});
