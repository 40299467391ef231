// The player who asks.
import { endpoint } from '../endpoint.ts';
import { ownProfile } from '../shapes/common.ts';

export const getMe = endpoint({
  method: 'get',
  path: '/players/me',
  summary: 'The player who asks, with what only they see',
  auth: 'player',
  output: ownProfile,
  handler: ({ players }, { caller }) => players.own(caller.playerId),
});
