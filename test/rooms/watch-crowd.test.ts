// Many who watch one match, over processes that share a database and a Redis.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { privateMatch, signIn, type Table, watchMatch } from '../../loadtest/client.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { freePort, hasRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { startServerOn, type TestServer } from '../support/server.ts';

describe.skipIf(!hasRedis)('a crowd', () => {
  let db: TestDatabase;
  let redis: TestRedis;
  let dataDir: string;
  const servers: TestServer[] = [];
  beforeAll(async () => {
    [db, redis, dataDir] = await Promise.all([testDatabase(), startRedis(), mkdtemp(join(tmpdir(), 'arbiter-crowd-'))]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await Promise.all([redis.stop(), db.drop(), rm(dataDir, { recursive: true, force: true })]);
  });

  async function start(): Promise<TestServer> {
    const port = String(await freePort());
    const server = await startServerOn({
      DATABASE_URL: db.url,
      REDIS_URL: redis.url,
      DATA_DIR: dataDir,
      WATCH_ROOM_SIZE: '2',
      PORT: port,
      PUBLIC_ADDRESS: `127.0.0.1:${port}`,
    });
    servers.push(server);
    return server;
  }

  /** Where a room is. */
  const portOf = ({ connection }: Room): string =>
    new URL((connection.transport as unknown as { ws: { url: string } }).ws.url).port;

  test('[W5] [W1] spreads over watch rooms and processes, and goes on when that of the match dies', async () => {
    const home = await start();
    const [white, black] = await Promise.all([signIn(home.endpoint, 'Ann'), signIn(home.endpoint, 'Bob')]);
    const tables = await privateMatch(white, black, 'untimed');
    const { roomId } = tables[0].room;
    const other = await start();

    const crowd: Table[] = [];
    const counts: number[] = [];
    for (let n = 0; n < 8; n++) crowd.push(await watchMatch(new Client(servers[n % 2]!.endpoint), roomId));
    for (const { room } of crowd) {
      room.reconnection.enabled = false;
      room.onMessage<{ spectators: number }>('crowd', ({ spectators }) => counts.push(spectators));
    }
    expect(new Set(crowd.map(({ room }) => room.roomId)).size).toBe(4);
    const elsewhere = crowd.filter(({ room }) => other.endpoint.endsWith(portOf(room)));
    expect(elsewhere.length).toBeGreaterThan(0);

    const moves = ['e2e4', 'e7e5', 'g1f3'];
    for (const [ply, move] of moves.entries()) await tables[ply % 2]!.act({ type: 'move', move });
    for (const { room } of crowd) await expect.poll(() => [...room.state.moves]).toEqual(moves);
    await expect.poll(() => counts.at(-1), { timeout: 10_000 }).toBe(8);

    for (const { room } of tables) room.reconnection.enabled = false;
    await home.stop('SIGKILL');
    expect(elsewhere.every(({ room }) => room.connection.isOpen)).toBe(true);
    for (const watching of elsewhere) {
      expect(await watching.ended()).toMatchObject({ outcome: null, reason: 'server_lost' });
      expect([...watching.room.state.moves]).toEqual(moves);
    }
  });
});
