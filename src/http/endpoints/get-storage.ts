// A player's own values.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { collection, stored } from '../shapes/storage.ts';

export const getStorage = endpoint({
  method: 'get',
  path: '/storage/:collection',
  summary: 'Lists the values of one of your collections, by key',
  auth: 'player',
  params: z.object({ collection }),
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(stored),
  handler: ({ storage }, { params, query, caller }) =>
    storage.list({ playerId: caller.playerId, ...params }, query, caller),
});
