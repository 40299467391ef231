// What a player lets others see.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { collection, storedOf } from '../storage-shapes.ts';

export const getPlayerStorage = endpoint({
  method: 'get',
  path: '/players/:id/storage/:collection',
  summary: "Lists a player's values in a collection, by key: those that you may see",
  auth: 'whoever',
  params: z.object({ id: z.uuid(), collection }),
  query: z.object(paging),
  output: pageOf(storedOf),
  handler({ storage }, { params: { id: playerId, collection }, query, caller, keepFromCaches }) {
    keepFromCaches();
    return storage.list({ playerId, collection }, query, caller);
  },
});
