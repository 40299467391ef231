// A friend and the player side by side.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { comparison } from '../shapes/social.ts';

export const getFriendComparison = endpoint({
  method: 'get',
  path: '/friends/:id/compare',
  summary: 'How the player and a friend have played against each other, and where both stand',
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: comparison,
  handler: ({ friends }, { params, caller }) => friends.compare(caller.playerId, params.id),
});
