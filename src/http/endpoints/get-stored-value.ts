// One of a player's own values.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collection, key, stored, tagged } from '../shapes/storage.ts';

export const getStoredValue = endpoint({
  method: 'get',
  path: '/storage/:collection/:key',
  summary: 'One of your values, with its ETag',
  auth: 'player',
  params: z.object({ collection, key }),
  output: stored,
  handler: async ({ storage }, { params, caller, ...input }) =>
    tagged(await storage.get({ playerId: caller.playerId, ...params }, caller), input),
});
