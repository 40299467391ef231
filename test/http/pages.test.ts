// How the built pages are served, and what is said where they are not built.

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { missingPages, pages } from '../../src/http/pages.ts';
import { sendProblem } from '../../src/http/problems.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';

async function serve(folder?: string): Promise<string> {
  const app = express();
  app.use(pages(folder), sendProblem);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('[U2] what has its hash in its name is kept for ever, the page itself is asked for anew', async () => {
  const origin = await serve();
  const page = await fetch(`${origin}/`);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const files = [...(await page.text()).matchAll(/<(?:link|script|img)[^>]+(?:src|href)="(\/[^"]+)"/g)].map(
    ([, path]) => path!,
  );
  expect(files.filter((path) => /^\/static\/[^/]+-[\w-]{8}\.(js|css)$/.test(path)).length).toBeGreaterThan(1);
  for (const path of files) {
    const file = await fetch(origin + path);
    expect(file.status).toBe(200);
    const forEver = path.startsWith('/static/');
    expect(file.headers.get('cache-control')).toBe(forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    await file.body?.cancel();
  }
  expect(missingPages()).toBeUndefined();
});

test('where the pages are not built, operator and visitor are told what to do', async () => {
  const folder = await temporaryFolder();
  expect(missingPages(folder)).toContain('npm run web:build');
  const answer = await fetch(await serve(folder));
  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('npm run web:build') });
});
