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
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/own.css">
<div id="reference"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</html>
`;

/** `validatorUrl` is a service of others, by default. Its dark colours hang on a class. */
const start = `const dark = matchMedia('(prefers-color-scheme: dark)');
const dress = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', dress);
dress();
SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#reference', validatorUrl: null, deepLinking: true, docExpansion: 'none', tryItOutEnabled: true });
`;

/** Room on a phone; and of what can go wrong, which is much the same everywhere, the names and where they lead. */
const style = `
body { margin: 0; }
html.dark-mode body { background: #1c2022; }
.swagger-ui .info { margin: 24px 0; }
.swagger-ui .response-col_links { display: none; }
.swagger-ui .response:is([data-code^='4'], [data-code^='5']) .response-col_description > :not(:first-child) { display: none; }
.swagger-ui .response:is([data-code^='4'], [data-code^='5']) td { padding-block: 4px; }
.swagger-ui .response:is([data-code^='4'], [data-code^='5']) p { margin: 0; }
@media (max-width: 640px) {
  .swagger-ui .wrapper { padding: 0 10px; }
  .swagger-ui .opblock-tag { flex-wrap: wrap; }
  .swagger-ui .opblock-tag small { flex: 1 0 100%; order: 1; padding: 0; }
  .swagger-ui table.headers :is(td, th):last-child { display: none; }
  .swagger-ui table.headers .header-col { overflow-wrap: anywhere; }
}
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
  router.get('/own.css', (_request, response) => void response.type('text/css').send(style));
  router.get('/start.js', (_request, response) => void response.type('text/javascript').send(start));
  for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js']) {
    router.get(`/${name}`, (_request, response) => response.sendFile(name, { root: files, maxAge: '1h' }));
  }
  return router;
}
