// The images of a game.
import { z } from 'zod';
import { asset } from '../shapes/asset.ts';
import { endpoint } from '../endpoint.ts';

export const getGameAssets = endpoint({
  method: 'get',
  path: '/games/:id/assets',
  summary: 'The images of a game or title, by name',
  auth: 'anyone',
  params: z.object({ id: z.string() }),
  output: z.object({ items: z.array(asset) }),
  handler: async ({ assets }, { params }) => ({ items: await assets.list(params.id) }),
});
