// What a game keeps for all.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { collectionName, stored } from '../shapes/storage.ts';

export const getGameStorage = endpoint({
  method: 'get',
  path: '/games/:id/storage/:collection',
  summary:
    "Lists the values of a game's or title's own collection, by key: the public ones; to who looks after it, all",
  auth: 'whoever',
  params: z.object({ id: z.string(), collection: collectionName }),
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(stored),
  handler: ({ storage }, { params, query, caller }) => storage.listOfGame(params.id, params.collection, query, caller),
});
