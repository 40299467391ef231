// One queue over two processes in two regions: who queues at one meets who queues at the other, and a process that is
// killed takes nobody's place with it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Player, signIn } from '../../loadtest/client.ts';
import { newKey } from '../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { queue } from '../support/queue.ts';
import { freePort, hasRedis, startRedis, type TestRedis } from '../support/redis.ts';
import { startServerOn, type TestServer } from '../support/server.ts';

describe.skipIf(!hasRedis)('[M1] two processes', () => {
  let db: TestDatabase;
  let redis: TestRedis;
  const servers = {} as Record<'eu' | 'us', TestServer>;
  const ports = { eu: 0, us: 0 };
  beforeAll(async () => {
    [db, redis] = await Promise.all([testDatabase(), startRedis()]);
    const keys = { TOKEN_KEY: newKey(), DATA_KEY: newKey(), LOG_KEY: newKey() };
    const start = async (region: 'eu' | 'us'): Promise<TestServer> => {
      ports[region] = await freePort();
      const place = { PORT: `${ports[region]}`, PUBLIC_ADDRESS: `127.0.0.1:${ports[region]}`, REGION: region };
      return startServerOn({ DATABASE_URL: db.url, REDIS_URL: redis.url, ...keys, REGIONS: 'eu,us', ...place });
    };
    [servers.eu, servers.us] = await Promise.all([start('eu'), start('us')]);
  });
  afterAll(async () => {
    await Promise.all(Object.values(servers).map((server) => server.stop('SIGKILL')));
    await redis.stop();
    await db.drop();
  });

  test('who queues at one meets who queues at the other, where the worse round trip is less', async () => {
    for (const [region, regions] of Object.entries({
      us: [
        { eu: 20, us: 70 },
        { us: 15, eu: 75 },
      ],
      eu: [
        { eu: 60, us: 76 },
        { us: 79, eu: 10 },
      ],
    })) {
      const [ann, bob] = [await signIn(servers.eu.endpoint, 'Ann'), await signIn(servers.us.endpoint, 'Bob')];
      const waiting = [
        await queue(ann, { game: 'chess', modes: ['blitz'], regions: regions[0] }),
        await queue(bob, { game: 'chess', modes: ['blitz'], regions: regions[1] }),
      ];
      const found = await Promise.all(waiting.map((each) => each.match()));
      expect(found[0]).toMatchObject({ matchId: found[1]!.matchId, region });
      expect(found[0]!.seat).toMatchObject({ publicAddress: `127.0.0.1:${ports[region as 'eu' | 'us']}` });
      const tables = await Promise.all(waiting.map((each) => each.sit()));
      await Promise.all(tables.map((table) => table.begun()));
      await Promise.all(tables.map(({ room }) => room.leave()));
    }
  });

  test('who waited at a process that is killed keeps the place, and is matched from another one', async () => {
    const options = { game: 'chess', modes: ['rapid'], regions: { eu: 20, us: 20 } };
    const ann = await signIn(servers.eu.endpoint, 'Ann');
    const lost = await queue(ann, options);
    lost.room.reconnection.enabled = false;
    const closed = new Promise((resolve) => lost.room.onLeave(resolve));
    await expect.poll(() => db.database.prisma.queueEntry.count(), { timeout: 10_000 }).toBe(1);
    const { queuedAt } = await db.database.prisma.queueEntry.findFirstOrThrow();
    const { at, other } = await placeOf(ann);
    await servers[at].stop('SIGKILL');
    await closed;

    const elsewhere = await signIn(servers[other].endpoint);
    elsewhere.sdk.auth.token = ann.sdk.auth.token!;
    const again = await queue(elsewhere, options);
    expect(await db.database.prisma.queueEntry.findFirstOrThrow()).toMatchObject({ queuedAt });
    const second = await queue(await signIn(servers[other].endpoint), options);
    const tables = await Promise.all([again.sit(), second.sit()]);
    await Promise.all(tables.map((table) => table.begun()));
    await Promise.all(tables.map(({ room }) => room.leave()));
  });

  /** The process that has the queue room: Colyseus tells it to whoever asks for a seat in it. */
  async function placeOf({ sdk }: Player): Promise<{ at: 'eu' | 'us'; other: 'eu' | 'us' }> {
    const response = await fetch(`${servers.eu.endpoint}/matchmake/join/queue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${sdk.auth.token!}` },
      body: '{}',
    });
    const { publicAddress } = (await response.json()) as { publicAddress: string };
    return publicAddress.endsWith(`:${ports.eu}`) ? { at: 'eu', other: 'us' } : { at: 'us', other: 'eu' };
  }
});
