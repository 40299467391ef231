// What players may keep of a game.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { collectionRules } from '../shapes/storage.ts';

export const getGameCollections = endpoint({
  method: 'get',
  path: '/games/:id/collections',
  summary: 'The collections that a game has declared, and who writes and reads them',
  auth: 'anyone',
  params: z.object({ id: z.string() }),
  output: z.object({ items: z.array(collectionRules) }),
  handler: async ({ storage }, { params }) => ({ items: await storage.collections(params.id) }),
});
