// What waits while PostgreSQL is away, and what is said at once: by real errors of real connections.

import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { startThrowAway } from '../../src/db/throw-away.ts';
import { throughOutages, whenAvailable } from '../../src/services/outages.ts';
import { cuttablePath } from '../support/cuttable-path.ts';
import { testDatabase } from '../support/database.ts';

async function own(): Promise<Database & { url: string }> {
  const { url, database, drop } = await testDatabase();
  onTestFinished(drop);
  return { url, ...database };
}

function opened(url: string): Database {
  const database = openDatabase(url, { poolSize: 1 });
  onTestFinished(async () => {
    if (!database.pool.ended) await database.close();
  });
  return database;
}

const endOneself = 'SELECT pg_terminate_backend(pg_backend_pid())';
const thrown = (error: Error & { code?: string }) => () => Promise.reject(error);

/** Fails once as told, and then succeeds: how often it was tried. */
async function triesAfter(failing: () => Promise<unknown>, waits = throughOutages): Promise<number> {
  let tries = 0;
  await waits(async () => {
    tries += 1;
    if (tries === 1) await failing();
  });
  return tries;
}

test('[P1] work waits out a session that was ended, a broken way and a server that has stopped', async () => {
  const { pool, url } = await own();
  expect(await triesAfter(() => pool.query(endOneself))).toBe(2);

  const path = await cuttablePath(url, (bytes) => bytes.includes('cut here'));
  const far = opened(path.url);
  expect(await triesAfter(() => far.pool.query(`SELECT 'cut here'`))).toBe(2);

  const held = await pool.connect();
  await held.query(endOneself).catch(() => undefined);
  expect(await triesAfter(() => held.query('SELECT'))).toBe(2);
  held.release(true);

  const server = await startThrowAway();
  const there = opened(server.url);
  await there.pool.query('SELECT');
  await server.stop();
  expect(await triesAfter(() => there.pool.query('SELECT'))).toBe(2);
  expect(await triesAfter(() => there.pool.query('SELECT'))).toBe(2);

  const small = opened(url);
  const busy = await small.pool.connect();
  small.pool.options.connectionTimeoutMillis = 50;
  expect(await triesAfter(() => small.pool.query('SELECT'))).toBe(2);
  busy.release();
});

test('[P1] a socket that broke while it was written to is an outage, though its code looks like one of PostgreSQL', async () => {
  const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE', errno: -32, syscall: 'write' });
  expect(await triesAfter(thrown(error))).toBe(2);
});

test('what PostgreSQL refuses, a pool that was closed and a bug are said at once', async () => {
  const { pool, url } = await own();
  const closed = opened(url);
  await closed.close();
  for (const [failing, message] of [
    [() => pool.query('SELECT 1 / 0'), 'division by zero'],
    [() => pool.query('SELECT FROM nowhere'), 'does not exist'],
    [() => closed.pool.query('SELECT'), 'Cannot use a pool after calling end on the pool'],
    [thrown(new TypeError('x is not a function')), 'x is not a function'],
    [thrown(Object.assign(new Error('no such file'), { code: 'ENOENT' })), 'no such file'],
  ] as const) {
    await expect(triesAfter(failing)).rejects.toThrow(message);
  }
});

test('[P1] work whose errors do not tell waits while PostgreSQL does not answer, and no longer', async () => {
  const { pool, prisma, close, url } = await own();
  const database = { pool, prisma, close };
  const asked = <T>(work: () => Promise<T>): Promise<T> => whenAvailable(database, work);
  await expect(triesAfter(thrown(new Error('its own')), asked)).rejects.toThrow('its own');

  // Each way breaks as soon as it is asked whether it is there, until the third.
  const path = await cuttablePath(url, (bytes, connection) => connection < 3 && bytes.includes('SELECT'));
  const far = opened(path.url);
  let tries = 0;
  const count = (): Promise<number> => {
    tries += 1;
    return far.prisma.player.count();
  };
  expect(await whenAvailable(far, count)).toBe(0);
  expect(tries).toBe(2);

  await far.close();
  await expect(whenAvailable(far, count)).rejects.toThrow('Cannot use a pool after calling end on the pool');
});
