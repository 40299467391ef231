// Two processes that share a database and, where there is one, a Redis: what players meet across them.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Room } from '@colyseus/sdk';
import type { Database } from '../../src/db/client.ts';
import { type Api, apiOf, playerOf } from './api.ts';
import { testDatabase } from './database.ts';
import { freePort, hasRedis, startRedis } from './redis.ts';
import { startServerOn, type TestServer } from './server.ts';

export interface TwoServers {
  readonly db: Database;
  readonly servers: readonly [TestServer, TestServer];
  /** A guest who is signed in at the first server, and talks to the server of this number. */
  player(name: string, server?: 0 | 1): Promise<TestPlayer>;
  stop(): Promise<void>;
}

export interface TestPlayer {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly sdk: ReturnType<typeof playerOf>['sdk'];
  /** Signed in as the player. */
  api(request: Parameters<Api>[0], body?: unknown): ReturnType<Api>;
  /** Joins `me`, and keeps all that it says. */
  connect(): Promise<Device>;
}

/** `shared`: with a Redis, so that the rooms of one are the other's, too. */
export async function startTwoServers({ shared = true } = {}): Promise<TwoServers> {
  const [db, redis, dataDir] = await Promise.all([
    testDatabase(),
    shared && hasRedis ? startRedis() : undefined,
    mkdtemp(join(tmpdir(), 'arbiter-two-')),
  ]);
  const start = async (): Promise<TestServer> => {
    const port = String(await freePort());
    return startServerOn({
      ...{ DATABASE_URL: db.url, REDIS_URL: redis?.url, DATA_DIR: dataDir },
      ...{ PORT: port, PUBLIC_ADDRESS: `127.0.0.1:${port}` },
    });
  };
  const servers = [await start(), await start()] as const;
  return {
    db: db.database,
    servers,
    async player(name, server = 0) {
      const { body: session } = await apiOf(servers[0].endpoint)('POST /auth/guest', { body: { name } });
      const { endpoint } = servers[server];
      const { sdk } = playerOf(endpoint, session);
      const api = apiOf(endpoint);
      return {
        id: session.playerId,
        name,
        token: session.token,
        sdk,
        api: (request, body) => api(request, { token: session.token, body }),
        connect: async () => new Device(await sdk.joinOrCreate('me')),
      };
    },
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
      await Promise.all([redis?.stop(), db.drop(), rm(dataDir, { recursive: true, force: true })]);
    },
  };
}

/** One connection to the room `me`. */
export class Device {
  readonly room: Room;
  readonly closed: Promise<number>;
  #heard: { readonly type: string | number; readonly content: unknown }[] = [];

  constructor(room: Room) {
    this.room = room;
    room.reconnection.enabled = false;
    room.onMessage('*', (type, content) => this.#heard.push({ type, content }));
    this.closed = new Promise((resolve) => room.onLeave(resolve));
  }

  /** All of a type so far. */
  // oxlint-disable-next-line typescript/no-explicit-any -- whatever the server says; tests look at it
  heard(type: string): any[] {
    return this.#heard.filter((each) => each.type === type).map(({ content }) => content);
  }
}
