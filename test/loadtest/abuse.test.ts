// All abuses, as `npm run abuse` tries them, with smaller bodies.

import { expect, onTestFinished, test } from 'vitest';
import { limits } from '../../loadtest/abuse/floods.ts';
import { abuses, tryAll } from '../../loadtest/abuse/index.ts';
import { openTarget } from '../../loadtest/abuse/target.ts';
import { newKey } from '../support/accounts.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { testDatabase } from '../support/database.ts';
import { startServerOn, type TestServer } from '../support/server.ts';

test('[S2] [A4] [H8] nothing is let in, changed or brought down by what people try on servers', async () => {
  const db = await testDatabase();
  const tokenKey = newKey();
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder(), TOKEN_KEY: tokenKey };
  const strict = { RATE_LIMIT_EXEMPT: 'none', RATE_LIMIT: String(limits.all), AUTH_RATE_LIMIT: String(limits.auth) };
  const servers = await Promise.all([{}, strict, strict].map((more) => startServerOn({ ...environment, ...more })));
  onTestFinished(async () => {
    await Promise.all(servers.map((each) => each.stop()));
    await db.drop();
  });
  const [server, ...limited] = servers as [TestServer, ...TestServer[]];
  const given = { endpoint: server.endpoint, tokenKey, limited: limited.map(({ endpoint }) => endpoint), megabytes: 3 };
  const tallies = await tryAll(await openTarget(given, db.url), db.url, { progress: () => undefined });
  for (const [name, { attempts, letIn }] of Object.entries(tallies)) {
    expect(letIn, name).toEqual([]);
    expect(attempts, name).toBeGreaterThan(4);
  }
  expect(Object.keys(tallies)).toEqual(Object.keys(abuses));
  for (const each of servers) expect(each.process.exitCode).toBeNull();
}, 240_000);
