// The web pages, as `npm run web:build` makes them of src/web.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import express, { type Router } from 'express';
import { Problem } from './problems.ts';

const folder = join(import.meta.dirname, '../../build/web');
const howToBuild = 'The web pages are not built: run `npm run web:build` (`npm start` does).';

/** What the operator is to be told of them, if anything. DECISION: a server without pages plays all the same. */
export const missingPages = (from = folder): string | undefined =>
  existsSync(join(from, 'index.html')) ? undefined : howToBuild;

export function pages(from = folder): Router {
  const router = express.Router();
  const named = join(from, 'static');
  router.use(
    express.static(from, {
      cacheControl: false,
      setHeaders(response, path) {
        // Those have their hash in their names; the others stay where they are, and may be others tomorrow.
        const forEver = dirname(path) === named;
        response.set('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    }),
  );
  router.get('/', () => {
    throw new Problem(404, 'not-found', howToBuild);
  });
  return router;
}
