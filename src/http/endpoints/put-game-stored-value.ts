// A game keeps a value of its own.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anyJson, collectionName, conditionOf, gameRead, key, stored, tagged } from '../shapes/storage.ts';

export const putGameStoredValue = endpoint({
  method: 'put',
  path: '/games/:id/storage/:collection/:key',
  summary: "Keeps a game's or title's own value, for its servers and developers; takes If-Match and If-None-Match: *",
  auth: 'known',
  bodyLimit: '256kb',
  params: z.object({ id: z.string(), collection: collectionName, key }),
  body: z.strictObject({ value: anyJson, read: gameRead.optional() }),
  refuses: ['forbidden', 'not-found', 'precondition-failed', 'storage-full', 'too-large'],
  output: stored,
  handler: async ({ storage }, { params: { id, ...place }, body, caller, ...input }) =>
    tagged(await storage.putOfGame(id, place, body, conditionOf(input), caller), input),
});
