// Rates, and one suite for each place where they can be counted.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import { openRateLimits, type RateLimitsOptions } from '../../src/services/rate-limits.ts';
import { inMemory, inPostgres, inRedis, type RateLimitStore } from '../../src/services/rate-limits/stores.ts';
import { sweepOnce } from '../../src/services/sweep.ts';
import { allAt } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';
import { hasRedis, startRedis } from '../support/redis.ts';

/** Two views of one store, as two processes have them. */
type TwoStores = () => Promise<[RateLimitStore, RateLimitStore]>;

async function postgresStores(): Promise<[RateLimitStore, RateLimitStore]> {
  const db = await testDatabase();
  const second = openDatabase(db.url);
  onTestFinished(async () => {
    await second.close();
    await db.drop();
  });
  return [inPostgres(db.database.pool), inPostgres(second.pool)];
}

async function redisStores(): Promise<[RateLimitStore, RateLimitStore]> {
  const redis = await startRedis();
  const stores = [inRedis(redis.url, () => undefined), inRedis(redis.url, () => undefined)] as const;
  onTestFinished(async () => {
    for (const store of stores) await store.close();
    await redis.stop();
  });
  // A store fails rather than wait, also for its first connection.
  for (const store of stores) await expect.poll(() => store.hit('connected', 1).catch(() => undefined)).toBeDefined();
  return [...stores];
}

async function memoryStores(): Promise<[RateLimitStore, RateLimitStore]> {
  const store = inMemory();
  return [store, store];
}

const suites: [string, boolean, TwoStores][] = [
  ['PostgreSQL', true, postgresStores],
  ['Redis', hasRedis, redisStores],
  ['memory', true, memoryStores],
];

for (const [name, available, open] of suites) {
  describe.skipIf(!available)(`[A4] a store in ${name}`, () => {
    test('counts each key by itself, over both processes', async () => {
      const [a, b] = await open();
      const counts = [];
      for (const store of [a, b, a, b]) counts.push((await store.hit('ann', 60)).count);
      expect(counts).toEqual([1, 2, 3, 4]);
      expect((await a.hit('bob', 60)).count).toBe(1);
      const { resetSeconds } = await b.hit('ann', 60);
      expect(resetSeconds).toBeGreaterThan(0);
      expect(resetSeconds).toBeLessThanOrEqual(60);
    });

    test('loses no hit of many at once', async () => {
      const [a, b] = await open();
      const hits = await Promise.all(Array.from({ length: 100 }, (_, i) => (i % 2 ? a : b).hit('ann', 60)));
      expect(hits.map(({ count }) => count).toSorted((x, y) => x - y)).toEqual(hits.map((_, i) => i + 1));
    });

    test('starts over when the window has ended', async () => {
      const [a] = await open();
      const { resetSeconds } = await a.hit('ann', 0.3);
      await sleep(resetSeconds * 1000 + 20);
      expect((await a.hit('ann', 60)).count).toBe(1);
    });
  });
}

describe('[A4] rates', () => {
  const rate = { requests: 3, seconds: 60 };
  const limits = (options: Partial<RateLimitsOptions> = {}) =>
    openRateLimits({
      store: inMemory(),
      rates: { ...allAt(rate), auth: { ...rate, requests: 1 } },
      exempt: [],
      onError: () => undefined,
      ...options,
    });

  test('allow so many and no more, by policy and caller', async () => {
    const { take } = limits();
    const taken = [];
    for (let i = 0; i < 5; i++) taken.push(await take('default', 'ann'));
    expect(taken.map(({ allowed }) => allowed)).toEqual([true, true, true, false, false]);
    expect(taken.map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0, 0]);
    expect((await take('default', 'bob')).allowed).toBe(true);
    expect((await take('auth', 'ann')).allowed).toBe(true);
    expect((await take('auth', 'ann')).allowed).toBe(false);
  });

  test('cost the store nothing for who is over them', async () => {
    let hits = 0;
    const store = inMemory();
    const counting: RateLimitStore = { ...store, hit: (...asked) => ((hits += 1), store.hit(...asked)) };
    const { take } = limits({ store: counting });
    for (let i = 0; i < 50; i++) await take('default', 'ann');
    expect(hits).toBe(rate.requests + 1);
  });

  test('are held by each process while the store is away', async () => {
    const errors: Error[] = [];
    const away: RateLimitStore = { ...inMemory(), hit: () => Promise.reject(new Error('away')) };
    const { take } = limits({ store: away, onError: (error) => errors.push(error) });
    const taken = [];
    for (let i = 0; i < 4; i++) taken.push((await take('default', 'ann')).allowed);
    expect(taken).toEqual([true, true, true, false]);
    expect(errors).toHaveLength(1);
  });

  test('exempt the addresses that they are told', () => {
    const { isExempt } = limits({ exempt: ['loopback', '10.0.0.0/8', '192.0.2.7', '2001:db8::/32'] });
    const exempt = ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '192.0.2.7', '2001:db8::5'];
    expect(exempt.filter(isExempt)).toEqual(exempt);
    expect(['192.0.2.8', '11.0.0.1', '2001:db9::5', 'unknown', ''].filter(isExempt)).toEqual([]);
  });
});

test('[A4] windows that are over are swept away', async () => {
  const db = await testDatabase();
  onTestFinished(() => db.drop());
  const store = inPostgres(db.database.pool);
  // Over as soon as it has begun.
  await store.hit(randomUUID(), 0);
  await store.hit('ann', 60);
  await sweepOnce(db.database);
  expect(await db.database.prisma.rateLimit.findMany({ select: { key: true } })).toEqual([{ key: 'ann' }]);
});
