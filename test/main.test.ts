// The process as its operator meets it: starting wrongly, stopping, being killed.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, onTestFinished, test } from 'vitest';
import { getJson, privateMatch, signIn } from '../loadtest/client.ts';
import { newKey } from './support/accounts.ts';
import { apiOf } from './support/api.ts';
import { temporaryFolder } from './support/arbiter-process.ts';
import { testDatabase } from './support/database.ts';
import { hasRedis, startRedis } from './support/redis.ts';
import { startServer, startServerOn } from './support/server.ts';

const program = join(import.meta.dirname, '../src/main.ts');
const doctor = join(import.meta.dirname, '../src/cli/doctor.ts');

/** Runs the server until it ends by itself. */
async function failing(
  environment: NodeJS.ProcessEnv,
  run = program,
): Promise<{ code: number | null; message: string }> {
  const child = spawn(process.execPath, [run], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let message = '';
  child.stderr.on('data', (text: Buffer) => (message += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, message };
}

test('a wrong environment is told whole, in one message, with exit code 1', async () => {
  const { code, message } = await failing({
    PORT: 'http',
    REDIS_URL: 'localhost',
    LOG_LEVEL: 'loud',
    TOKEN_KEY: 'short',
    PUSH_KEY: '_'.repeat(43),
    PUSH_CONTACT: 'me',
    PUSH_SERVICES: '*',
    DATABASE_URL: 'mysql://arbiter:a-password@localhost/arbiter',
  });
  expect(code).toBe(1);
  for (const name of [
    'PORT=http',
    'REDIS_URL=localhost',
    'LOG_LEVEL=loud',
    'TOKEN_KEY=',
    'PUSH_KEY=(set): is no private key',
    'PUSH_CONTACT=me',
    'PUSH_SERVICES=*',
  ])
    expect(message).toContain(name);
  expect(message).toContain('DATABASE_URL=mysql:…@localhost/arbiter');
  for (const secret of ['short', 'a-password']) expect(message).not.toContain(secret);
  expect(message).not.toContain('    at ');
});

test('a port in use, no database and no Redis are told together, with what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const { code, message } = await failing({
    HOST: '127.0.0.1',
    PORT: String(port),
    DATABASE_URL: 'postgres://arbiter:secret@127.0.0.1:1/arbiter',
    REDIS_URL: 'redis://127.0.0.1:1',
  });
  expect(code).toBe(1);
  expect(message).toContain(`port ${port} is in use; stop what listens there, or set PORT`);
  expect(message).toMatch(/database "arbiter" at 127\.0\.0\.1:1 .*start PostgreSQL/);
  expect(message).toMatch(/no Redis answers at 127\.0\.0\.1:1 .*unset REDIS_URL/);
  expect(message).not.toContain('secret');
});

test.each(['a database of its own', 'the embedded one'])(
  '[A3] nothing starts on %s without the key of its addresses: nobody could log in, in silence',
  async (which) => {
    const db = await testDatabase();
    onTestFinished(() => db.drop());
    const own = { DATABASE_URL: which === 'the embedded one' ? '' : db.url, DATA_DIR: await temporaryFolder() };
    const first = await startServerOn({ ...own, DATA_KEY: newKey() });
    const body = { email: 'ann@example.org', password: 'correct horse battery' };
    expect((await apiOf(first.endpoint)('POST /auth/register', { body })).status).toBe(201);
    expect(await first.stop('SIGTERM')).toBe(0);

    const at = { ...own, PORT: '0', HOST: '127.0.0.1' };
    let lost = '';
    for (const keys of [{}, { DATA_KEY: newKey() }]) {
      for (const run of [program, doctor]) {
        const { code, message } = await failing({ ...at, ...keys }, run);
        expect([code, message]).toEqual([1, expect.stringMatching(/key [0-9a-f]{16} \(1 accounts\).*DATA_KEYS_OLD/)]);
        lost = /key ([0-9a-f]{16})/.exec(message)![1]!;
      }
    }
    expect(await failing({ ...at, DATA_KEYS_LOST: lost }, doctor)).toEqual({ code: 0, message: '' });
  },
);

test('[O1] starts on an embedded PostgreSQL, keeps its data, and leaves no process behind', async () => {
  const dataDir = await temporaryFolder();
  const environment = { DATA_DIR: dataDir, DATABASE_URL: '' };
  const first = await startServerOn(environment);
  const ann = await signIn(first.endpoint, 'Ann');
  expect(await first.stop('SIGTERM')).toBe(0);
  const second = await startServerOn(environment);
  expect(await getJson(second.endpoint, `/players/${ann.playerId}`)).toMatchObject({ name: 'Ann' });
  expect((await failing({ ...environment, PORT: '0' })).message).toMatch(/another Arbiter \(pid \d+\) is using/);
  expect(await second.stop('SIGINT')).toBe(0);
  expect(await processesOf(dataDir)).toEqual([]);
});

test('[P1] a server killed when a match has just ended neither loses its result nor counts it twice', async () => {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder() };
  const first = await startServerOn(environment);
  const [ann, bob] = await Promise.all([signIn(first.endpoint, 'Ann'), signIn(first.endpoint, 'Bob')]);
  const [white, black] = await privateMatch(ann, bob, 'blitz');
  for (const table of [white, black]) table.room.reconnection.enabled = false;
  const ended = white.ended();
  await white.act({ type: 'move', move: 'e2e4' });
  void black.act({ type: 'resign' }).catch(() => undefined);
  await ended;
  await first.stop('SIGKILL');

  const second = await startServerOn(environment);
  onTestFinished(async () => void (await second.stop()));
  const board = (): Promise<{ items: unknown[] }> => getJson(second.endpoint, '/leaderboards/chess?mode=blitz');
  await expect.poll(async () => (await board()).items.length, { timeout: 30_000 }).toBe(2);
  expect((await board()).items).toMatchObject([
    { rank: 1, player: { name: 'Ann' }, games: 1, wins: 1, losses: 0 },
    { rank: 2, player: { name: 'Bob' }, games: 1, wins: 0, losses: 1 },
  ]);
  expect(await getJson(second.endpoint, `/matches/${white.room.roomId}`)).toMatchObject({
    status: 'finished',
    verified: true,
  });
});

test.skipIf(!hasRedis)('[O1] with REDIS_URL a match is played, verified and rated as without', async () => {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const server = await startServer({ REDIS_URL: redis.url });
  onTestFinished(async () => void (await server.stop()));
  const [white, black] = await privateMatch(
    await signIn(server.endpoint, 'Ann'),
    await signIn(server.endpoint),
    'blitz',
  );
  await white.act({ type: 'move', move: 'e2e4' });
  await black.act({ type: 'resign' });
  await expect
    .poll(() => getJson(server.endpoint, '/leaderboards/chess'), { timeout: 20_000 })
    .toMatchObject({ items: [{ player: { name: 'Ann' }, wins: 1 }, { losses: 1 }] });
});

test.skipIf(!hasRedis)('with REDIS_URL a server that is stopped leaves nothing of itself behind', async () => {
  const [redis, db] = await Promise.all([startRedis(), testDatabase()]);
  const connection = new Redis(redis.url);
  onTestFinished(async () => {
    connection.disconnect();
    await Promise.all([redis.stop(), db.drop()]);
  });
  const regions = () => connection.hvals('arbiter:regions');
  const presences = () => db.database.prisma.presence.count();
  const environment = { DATABASE_URL: db.url, REDIS_URL: redis.url, DATA_DIR: await temporaryFolder() };
  const server = await startServerOn({ ...environment, REGIONS: 'mars', REGION: 'mars' });
  const tables = await privateMatch(await signIn(server.endpoint), await signIn(server.endpoint), 'blitz');
  for (const { room } of tables) room.reconnection.enabled = false;
  await expect.poll(presences).toBe(2);
  expect(await regions()).toEqual(['mars']);
  expect(await server.stop('SIGTERM')).toBe(0);
  expect(server.output()).not.toContain('error during shutdown');
  expect(await regions()).toEqual([]);
  expect(await presences()).toBe(0);
});

test('a match whose server was killed is soon not shown as running any more', async () => {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const environment = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder() };
  const first = await startServerOn(environment);
  const tables = await privateMatch(await signIn(first.endpoint), await signIn(first.endpoint), 'blitz');
  for (const { room } of tables) room.reconnection.enabled = false;
  const neighbour = await startServerOn(environment);
  onTestFinished(async () => void (await neighbour.stop()));
  const path = `/matches/${tables[0].room.roomId}`;
  expect(await getJson(neighbour.endpoint, path)).toMatchObject({ status: 'running' });
  await first.stop('SIGKILL');
  await expect
    .poll(() => getJson(neighbour.endpoint, path), { timeout: 30_000 })
    .toMatchObject({ status: 'aborted', reason: 'server_lost' });
});

test('[O4] in production the playground and the monitor are for admins only', async () => {
  const production = { NODE_ENV: 'production', LOG_LEVEL: 'info' };
  const environments = [{ NODE_ENV: 'development' }, production, { ...production, ADMIN_TOKEN: 'a token of length' }];
  const [open, closed, guarded] = await Promise.all(environments.map(startServer));
  onTestFinished(async () => void (await Promise.all([open, closed, guarded].map((server) => server!.stop()))));
  expect((await fetch(`${open!.endpoint}/monitor/`)).status).toBe(200);
  for (const [server, without, withToken] of [
    [closed!, 404, 404],
    [guarded!, 401, 200],
  ] as const) {
    const authorization = `Basic ${Buffer.from('admin:a token of length').toString('base64')}`;
    for (const path of ['/monitor/', '/playground/']) {
      expect((await fetch(server.endpoint + path)).status).toBe(without);
      expect((await fetch(server.endpoint + path, { headers: { authorization: 'Basic eDp5' } })).status).toBe(without);
      expect((await fetch(server.endpoint + path, { headers: { authorization } })).status).toBe(withToken);
    }
  }
});

async function processesOf(folder: string): Promise<string[]> {
  const ps = spawn('ps', ['-eo', 'args'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  ps.stdout.on('data', (text: Buffer) => (output += text.toString()));
  await once(ps, 'close');
  return output.split('\n').filter((line) => line.includes(folder));
}
