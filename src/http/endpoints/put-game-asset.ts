// A game keeps an image.
import { z } from 'zod';
import { asset, assetName } from '../shapes/asset.ts';
import { endpoint } from '../endpoint.ts';
import { fileBody } from '../read-body.ts';

export const putGameAsset = endpoint({
  method: 'put',
  path: '/games/:id/assets/:name',
  summary: 'Keeps a PNG, JPEG or WebP image, for servers and developers of the title; for games of the house, admins',
  auth: 'known',
  params: z.object({ id: z.string(), name: assetName }),
  takesFile: true,
  bodyLimit: '1mb',
  body: fileBody,
  refuses: ['forbidden', 'not-an-image', 'not-found', 'storage-full'],
  output: asset,
  handler: ({ assets }, { params: { id, name }, body, caller }) => assets.put(id, name, body, caller),
});
