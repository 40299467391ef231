// A game gives up a value of its own.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collectionName, conditionOf, key } from '../shapes/storage.ts';

export const deleteGameStoredValue = endpoint({
  method: 'delete',
  path: '/games/:id/storage/:collection/:key',
  summary: "Deletes a game's or title's own value; takes If-Match",
  auth: 'known',
  params: z.object({ id: z.string(), collection: collectionName, key }),
  refuses: ['forbidden', 'not-found', 'precondition-failed'],
  output: 'nothing',
  handler: ({ storage }, { params: { id, ...place }, caller, ...input }) =>
    storage.removeOfGame(id, place, conditionOf(input), caller),
});
