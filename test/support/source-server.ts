// Serves this repository's pure sources to a browser as they are, but for the types: nothing is bundled, so what a test
// runs there is what runs here.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What pure code and games' shapes import by name. */
const imports = {
  '@colyseus/schema': '/node_modules/@colyseus/schema/build/index.mjs',
  '@msgpack/msgpack': '/node_modules/@msgpack/msgpack/dist.esm/index.mjs',
  fzstd: '/node_modules/fzstd/esm/index.mjs',
  zod: '/node_modules/zod/index.js',
};
const page = `<!doctype html><title>Sources</title><script type="importmap">${JSON.stringify({ imports })}</script>`;

export interface SourceServer {
  /** An empty page that can import `/src/….ts`, `/test/….ts` and the packages above. */
  readonly page: string;
  stop(): Promise<void>;
}

export async function startSourceServer(): Promise<SourceServer> {
  const server = createServer(({ url = '/' }, response) => {
    answer(url).then(
      ({ type, body }) => response.writeHead(200, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(404).end(String(error)),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    page: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    stop: () => stop(server),
  };
}

async function answer(path: string): Promise<{ type: string; body: string }> {
  if (path === '/') return { type: 'text/html', body: page };
  if (path === '/favicon.ico') return { type: 'image/x-icon', body: '' };
  // A URL's dots are resolved by whoever asks; one that is not says what it wants.
  if (!/^\/(src|test|node_modules)\//.test(path) || path.includes('..')) throw new Error(`${path} is not served`);
  const source = await readFile(join(root, path), 'utf8');
  const body = extname(path) === '.ts' ? stripTypeScriptTypes(source, { sourceUrl: path }) : source;
  return { type: 'text/javascript', body };
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
