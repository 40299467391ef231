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
