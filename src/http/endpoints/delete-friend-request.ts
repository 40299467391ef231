// Takes a request for a friendship away.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deleteFriendRequest = endpoint({
  method: 'delete',
  path: '/friends/requests/:id',
  summary: 'Declines what the player of this id has asked, or takes back what they were asked; they are not told',
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ friends }, { params, caller }) => friends.withdraw(caller.playerId, params.id),
});
