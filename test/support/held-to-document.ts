// Setup of every test file: each answer of the HTTP API that a test's `fetch` gets is held to the API's own document
// ([H8]). One that doesn't fit fails the request, and, wherever that is caught, the test.

import { afterEach } from 'vitest';
import { type ApiDocument, type Judge, judgeBy } from '../../loadtest/contract/document.ts';
import { noteMisfit, takeMisfits } from './misfits.ts';

const root = '/api/v1';
const real = globalThis.fetch;
let judge: Promise<Judge> | undefined;

globalThis.fetch = async function fetch(input, init) {
  const response = await real(input, init);
  const { url, method } = input instanceof Request ? input : { url: String(input), method: init?.method ?? 'GET' };
  const { pathname } = new URL(url);
  if (!pathname.startsWith(`${root}/`) || pathname === `${root}/openapi.json`) return response;
  const path = pathname.slice(root.length);
  const [body, judged] = await Promise.all([response.clone().text(), (judge ??= openJudge())]);
  const contentType = response.headers.get('content-type');
  const misfit = judged({ method, path, status: response.status, contentType, body });
  if (misfit === undefined) return response;
  const what = `${method} ${pathname} answered ${response.status}, and not as documented: ${misfit}\n${body.slice(0, 500)}`;
  noteMisfit(what);
  throw new Error(what);
};

afterEach(() => {
  const found = takeMisfits();
  if (found.length > 0) throw new Error(found.join('\n'));
});

/** Imported by the first file's request that needs it: most files have none. */
async function openJudge(): Promise<Judge> {
  const [{ endpoints }, { openApi }] = await Promise.all([
    import('../../src/http/endpoints/index.ts'),
    import('../../src/http/openapi/index.ts'),
  ]);
  return judgeBy(JSON.parse(JSON.stringify(openApi(endpoints))) as ApiDocument);
}
