// What one player is doing.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes.ts';
import { presence } from '../social-shapes.ts';

export const getPlayerPresence = endpoint({
  method: 'get',
  path: '/players/:id/presence',
  summary: 'What a player is doing, as far as they show it; who is not there is offline',
  auth: 'optional',
  params: id,
  output: presence,
  handler: async ({ presences }, { params, caller, keepFromCaches }) => {
    keepFromCaches();
    return (await presences.of([params.id], caller?.playerId))[0];
  },
});
