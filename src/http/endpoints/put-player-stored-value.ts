// A title's server writes what a player has of the title.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anyJson, collection, conditionOf, key, playerId, read, storedOf, tagged } from '../shapes/storage.ts';

export const putPlayerStoredValue = endpoint({
  method: 'put',
  path: '/players/:id/storage/:collection/:key',
  summary: "Writes a player's value in a collection of the key's title; takes If-Match and If-None-Match: *",
  auth: 'title:storage',
  bodyLimit: '256kb',
  params: z.object({ id: playerId, collection, key }),
  body: z.strictObject({ value: anyJson, read: read.optional() }),
  refuses: ['forbidden', 'not-found', 'precondition-failed', 'storage-full', 'too-large'],
  output: storedOf,
  handler: async ({ storage }, { params: { id: playerId, ...place }, body, caller, ...input }) =>
    tagged(await storage.put({ playerId, ...place }, body, conditionOf(input), caller), input),
});
