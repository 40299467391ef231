// A player keeps a value.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { anyJson, collection, conditionOf, key, read, stored, tagged } from '../shapes/storage.ts';

export const putStoredValue = endpoint({
  method: 'put',
  path: '/storage/:collection/:key',
  summary: 'Keeps a value; with If-Match only over that ETag, with If-None-Match: * only where there is none',
  auth: 'player',
  bodyLimit: '256kb',
  params: z.object({ collection, key }),
  body: z.strictObject({ value: anyJson, read: read.optional() }),
  refuses: ['forbidden', 'not-found', 'precondition-failed', 'storage-full', 'too-large'],
  output: stored,
  handler: async ({ storage }, { params, body, caller, ...input }) =>
    tagged(await storage.put({ playerId: caller.playerId, ...params }, body, conditionOf(input), caller), input),
});
