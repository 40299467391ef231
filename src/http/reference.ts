// /api/docs: the API's document to read and to try out, by Swagger UI. Its files come from here, and so does all it loads.

import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type Router } from 'express';

const files = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Its pictures are data: URLs of its own style sheet; nothing else is wider than for other pages. */
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Arbiter: HTTP API</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs/swagger-ui.css">
<div id="reference"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</html>
`;

/** `validatorUrl` is a service of others, by default. */
const start = `SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#reference', validatorUrl: null, deepLinking: true, docExpansion: 'none', tryItOutEnabled: true });
`;

export function reference(): Router {
  const router = express.Router();
  router.use((_request, response, next) => {
    response.set('Content-Security-Policy', contentSecurityPolicy);
    next();
  });
  // Without the slash at its end, so that what the page names is beside it.
  router.get('/', ({ originalUrl, baseUrl }, response) => {
    const asked = originalUrl.split('?')[0];
    if (asked === baseUrl) response.send(page);
    else response.redirect(301, baseUrl);
  });
  router.get('/start.js', (_request, response) => void response.type('text/javascript').send(start));
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/${name}`, (_request, response) => response.sendFile(name, { root: files, maxAge: '1h' }));
  }
  return router;
}
