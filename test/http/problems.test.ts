// Every type of problem leads to its description.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sectionsOf } from '../../src/http/problem-pages.ts';
import { problemStatus } from '../../src/http/problems.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const sections = sectionsOf(readFileSync(new URL('../../docs/problems.md', import.meta.url), 'utf8'));

test('[H8] docs/problems.md describes every type of problem, in order, and no other', () => {
  expect([...sections.keys()]).toEqual(Object.keys(problemStatus).toSorted());
  for (const [type, status] of Object.entries(problemStatus)) {
    expect(sections.get(type), type).toMatch(new RegExp(`^${status}\\. \\S`));
  }
});

test('[H8] the address of a type shows what it means', async () => {
  const refused = await fetch(`${server.endpoint}/api/v1/players/me`);
  const { type } = (await refused.json()) as { type: string };
  const page = await fetch(server.endpoint + type);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(await page.text()).toContain('Refresh it, or sign in.');
  for (const other of Object.keys(problemStatus))
    expect((await fetch(`${server.endpoint}/problems/${other}`)).status).toBe(200);
  expect((await fetch(`${server.endpoint}/problems/unheard-of`)).status).toBe(404);
});

test('[U2] who is lost in a browser is told so on a page, and programs by a problem document', async () => {
  const inBrowser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  for (const path of ['/nowhere', '/problems/unheard-of', '/u/unheard-of', '/<b>']) {
    const page = await fetch(server.endpoint + path, { headers: inBrowser });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const text = await page.text();
    expect(text).toContain('There is no such');
    expect(text).toContain('href="/page.css"');
    for (const headers of [{}, { accept: 'application/json' }]) {
      const answer = await fetch(server.endpoint + path, { headers });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ type: '/problems/not-found' });
    }
  }
  // The API answers in JSON, whoever asks.
  const answer = await fetch(`${server.endpoint}/api/v1/nowhere`, { headers: inBrowser });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect((await fetch(`${server.endpoint}/page.css`)).status).toBe(200);
});

test('[U2] what a problem means is told without the marks of its source', async () => {
  for (const type of sections.keys()) {
    const text = await (await fetch(`${server.endpoint}/problems/${type}`)).text();
    expect(text, type).not.toMatch(/\]\(|`/);
  }
});
