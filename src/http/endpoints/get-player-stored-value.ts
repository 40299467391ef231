// A value that a player lets others see.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collection, key, playerId, storedOf, tagged } from '../shapes/storage.ts';

export const getPlayerStoredValue = endpoint({
  method: 'get',
  path: '/players/:id/storage/:collection/:key',
  summary: "A player's value, where you may see it; a title's server sees all in the title's collections",
  auth: 'whoever',
  params: z.object({ id: playerId, collection, key }),
  output: storedOf,
  async handler({ storage }, { params: { id: playerId, ...place }, caller, keepFromCaches, ...input }) {
    keepFromCaches();
    return tagged(await storage.get({ playerId, ...place }, caller), input);
  },
});
