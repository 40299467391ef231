// What a player lets others see.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { collection, playerId, storedOf } from '../shapes/storage.ts';

export const getPlayerStorage = endpoint({
  method: 'get',
  path: '/players/:id/storage/:collection',
  summary: "Lists a player's values in a collection, by key: those that you may see",
  auth: 'whoever',
  params: z.object({ id: playerId, collection }),
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(storedOf),
  handler({ storage }, { params: { id: playerId, collection }, query, caller, keepFromCaches }) {
    keepFromCaches();
    return storage.list({ playerId, collection }, query, caller);
  },
});
