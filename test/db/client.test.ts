// SPEC O1: the client survives its server's mishaps, and a database that cannot be used is explained in one line.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { checkDatabase, openDatabase } from '../../src/db/client.ts';
import { testDatabase } from '../support/database.ts';

function changed(change: (url: URL) => void): string {
  const url = new URL(inject('postgresUrl'));
  change(url);
  return url.href;
}

test('Prisma and SQL share one pool', async () => {
  const { database, drop } = await testDatabase();
  const player = await database.prisma.player.create({ data: { id: crypto.randomUUID(), name: 'Ada' } });
  const { rows } = await database.pool.query('SELECT name, created_at FROM players WHERE id = $1', [player.id]);
  expect(rows).toEqual([{ name: 'Ada', created_at: player.createdAt }]);
  await drop();
});

test('moments are what they are, whatever time zone the server is set to', async () => {
  const { url, database, drop } = await testDatabase();
  await database.pool.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET timezone = 'America/St_Johns'`);
  const { prisma, pool, close } = openDatabase(url);
  const createdAt = new Date('2026-03-01T23:45:00.123Z');
  const { id } = await prisma.player.create({ data: { id: crypto.randomUUID(), name: 'Ada', createdAt } });
  expect(await prisma.player.findUnique({ where: { id } })).toMatchObject({ createdAt });
  const { rows } = await pool.query('SELECT created_at, created_at::date::text AS day FROM players');
  expect(rows).toEqual([{ created_at: createdAt, day: '2026-03-01' }]);
  await close();
  await drop();
});

test('a session that the server cuts, also one that is checked out, ends nothing but itself', async () => {
  const { database, drop } = await testDatabase();
  const held = await database.pool.connect();
  await database.pool.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
  );
  await expect(held.query('SELECT 1')).rejects.toThrow();
  held.release(true);
  expect(await database.prisma.player.count()).toBe(0);
  await drop();
});

test('checkDatabase accepts a good one and explains a bad one without its password', async () => {
  await checkDatabase(inject('postgresUrl'));
  const password = new URL(inject('postgresUrl')).password;
  const cases: [string, RegExp][] = [
    [
      changed((url) => (url.port = '1')),
      /"arbiter" at 127\.0\.0\.1:1 as user "arbiter": nothing listens there; start PostgreSQL/,
    ],
    [changed((url) => (url.password = `not-${password}`)), /wrong password; correct DATABASE_URL/],
    [changed((url) => (url.pathname = 'elsewhere')), /database "elsewhere" at .*there is no such database; create it/],
    [
      changed((url) => (url.hostname = 'no-such-host.invalid')),
      // Where nobody knows names, that is all that can be said.
      /no-such-host\.invalid:.*correct DATABASE_URL|check DATABASE_URL|no answer within 5 s/,
    ],
  ];
  for (const [url, message] of cases) {
    const error: Error = await checkDatabase(url).catch((reason) => reason);
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain(password);
  }
});

// These two wait, and so at the same time.
test.concurrent('a transaction waits for a session as a query does, where all are in use for a while', async ({
  expect,
}) => {
  const { url, drop } = await testDatabase();
  const { prisma, pool, close } = openDatabase(url, { poolSize: 1 });
  const held = await pool.connect();
  const counts = Promise.all([prisma.$transaction((tx) => tx.player.count()), prisma.player.count()]);
  await sleep(2_500);
  held.release();
  expect(await counts).toEqual([0, 0]);
  await close();
  await drop();
});

test.concurrent('checkDatabase gives up on a server that never answers', async ({ expect, onTestFinished }) => {
  const mute = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void mute.close());
  await new Promise((done) => mute.once('listening', done));
  const { port } = mute.address() as AddressInfo;
  await expect(checkDatabase(`postgresql://a:b@127.0.0.1:${port}/c`)).rejects.toThrow('no answer within 5 s');
});
