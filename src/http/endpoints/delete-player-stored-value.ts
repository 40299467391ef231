// A title's server takes away what a player has of the title.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collection, conditionOf, key, playerId } from '../shapes/storage.ts';

export const deletePlayerStoredValue = endpoint({
  method: 'delete',
  path: '/players/:id/storage/:collection/:key',
  summary: "Deletes a player's value in a collection of the key's title; takes If-Match",
  auth: 'title:storage',
  params: z.object({ id: playerId, collection, key }),
  refuses: ['forbidden', 'not-found', 'precondition-failed'],
  output: 'nothing',
  handler: ({ storage }, { params: { id: playerId, ...place }, caller, ...input }) =>
    storage.remove({ playerId, ...place }, conditionOf(input), caller),
});
