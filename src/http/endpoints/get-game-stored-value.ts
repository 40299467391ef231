// A value that a game keeps for all.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collectionName, key, stored, tagged } from '../shapes/storage.ts';

export const getGameStoredValue = endpoint({
  method: 'get',
  path: '/games/:id/storage/:collection/:key',
  summary: "A game's or title's own value, where it is public, or you look after the game",
  auth: 'whoever',
  params: z.object({ id: z.string(), collection: collectionName, key }),
  output: stored,
  handler: async ({ storage }, { params: { id, ...place }, caller, ...input }) =>
    tagged(await storage.getOfGame(id, place, caller), input),
});
