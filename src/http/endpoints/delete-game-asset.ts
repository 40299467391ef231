// A game gives up an image.
import { z } from 'zod';
import { assetName } from '../shapes/asset.ts';
import { endpoint } from '../endpoint.ts';

export const deleteGameAsset = endpoint({
  method: 'delete',
  path: '/games/:id/assets/:name',
  summary: 'Deletes an image; copies of it may live on in caches',
  auth: 'known',
  params: z.object({ id: z.string(), name: assetName }),
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ assets }, { params: { id, name }, caller }) => assets.remove(id, name, caller),
});
