// What one player is doing.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { presence } from '../shapes/social.ts';

export const getPlayerPresence = endpoint({
  method: 'get',
  path: '/players/:id/presence',
  summary: 'What a player is doing, as far as they show it; who is not there is offline',
  // DECISION: not for who is not signed in: as that, whoever is blocked would see what they are not shown.
  auth: 'player',
  params: id,
  output: presence,
  handler: async ({ presences }, { params, caller }) => (await presences.of([params.id], caller.playerId))[0],
});
