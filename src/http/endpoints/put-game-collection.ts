// A game declares what players keep of it.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collectionName, collectionRules, read } from '../shapes/storage.ts';

export const putGameCollection = endpoint({
  method: 'put',
  path: '/games/:id/collections/:name',
  summary: 'Declares the collection <game>.<name> of players, or changes its rules, also for what is in it',
  auth: 'known',
  params: z.object({ id: z.string(), name: collectionName }),
  body: z.strictObject({
    write: z.enum(['player', 'server']).default('player').describe("`server`: only the title's servers write it."),
    read: read.nullable().default(null).describe('Above what a value says; null: the value says it.'),
  }),
  refuses: ['forbidden', 'not-found', 'storage-full'],
  output: collectionRules,
  handler: ({ storage }, { params, body, caller }) => storage.declare(params.id, params.name, body, caller),
});
