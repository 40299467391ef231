// A player gives up a value.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collection, conditionOf, key } from '../shapes/storage.ts';

export const deleteStoredValue = endpoint({
  method: 'delete',
  path: '/storage/:collection/:key',
  summary: 'Deletes one of your values; with If-Match only that ETag',
  auth: 'player',
  params: z.object({ collection, key }),
  refuses: ['forbidden', 'not-found', 'precondition-failed'],
  output: 'nothing',
  handler: ({ storage }, { params, caller, ...input }) =>
    storage.remove({ playerId: caller.playerId, ...params }, conditionOf(input), caller),
});
