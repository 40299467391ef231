// /assets/<sha256>.<extension>: images of games, for ever the same. A browser that is led to one shows it, and nothing else.

import express, { type Request, type Response, type Router } from 'express';
import { imageTypes } from '../services/assets.ts';
import type { Services } from '../services/index.ts';
import { isHeld } from './preconditions.ts';
import { sendProblem } from './problems.ts';

const fileName = /^([0-9a-f]{64})\.(png|jpg|webp)$/;

export function assetFiles(services: Services): Router {
  const router = express.Router();
  router.get('/:file', (request, response) => show(services, request, response));
  router.use(sendProblem);
  return router;
}

async function show({ assets }: Services, request: Request, response: Response): Promise<void> {
  const [, hash, extension] = fileName.exec(String(request.params['file'])) ?? [];
  const etag = `"${hash}"`;
  if (hash !== undefined && isHeld(request, etag)) return void response.status(304).set('ETag', etag).end();
  const file = hash === undefined ? undefined : await assets.file(hash);
  if (!file || file.extension !== extension) return void response.status(404).type('text').send('no such asset');
  response.set({
    'Cache-Control': 'public, max-age=31536000, immutable',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Content-Type': imageTypes[extension as keyof typeof imageTypes],
    // Games on other origins show them.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
  });
  response.send(Buffer.from(file.bytes));
}
