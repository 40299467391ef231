// Rates as clients of two processes meet them, and whose request a request is.

import { describe, expect, onTestFinished, test } from 'vitest';
import { networkOf } from '../../src/http/throttle.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { type Api, type ApiAnswer, apiOf } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { hasRedis, startRedis } from '../support/redis.ts';
import { startServerOn } from '../support/server.ts';

const limited = { RATE_LIMIT: '10', AUTH_RATE_LIMIT: '4', RATE_LIMIT_EXEMPT: 'none' };

/** Servers that count as one. */
async function startServers(count: number, environment: NodeJS.ProcessEnv): Promise<Api[]> {
  const db = await testDatabase();
  const all = { DATABASE_URL: db.url, DATA_DIR: await temporaryFolder(), ...limited, ...environment };
  const servers = await Promise.all(Array.from({ length: count }, () => startServerOn(all)));
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await db.drop();
  });
  return servers.map(({ endpoint }) => apiOf(endpoint));
}

const statuses = (answers: ApiAnswer[]): number[] => answers.map(({ status }) => status);

for (const [where, available] of [
  ['PostgreSQL', true],
  ['Redis', hasRedis],
] as const) {
  test.skipIf(!available)(`[A4] a rate holds over two processes, counted in ${where}`, async () => {
    const redis = where === 'Redis' ? await startRedis() : undefined;
    if (redis) onTestFinished(() => redis.stop());
    const [a, b] = (await startServers(2, redis ? { REDIS_URL: redis.url } : {})) as [Api, Api];
    const asked: ApiAnswer[] = [];
    for (let i = 0; i < 12; i++) asked.push(await (i % 2 ? a : b)('GET /games'));
    expect(statuses(asked)).toEqual([...Array<number>(10).fill(200), 429, 429]);
    const [first, , , , , , , , , , over] = asked as [ApiAnswer, ...ApiAnswer[]];
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=10;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"default";r=9;t=(60|59)$/);
    expect(['limit', 'remaining'].map((name) => first.headers.get(`ratelimit-${name}`))).toEqual(['10', '9']);
    expect(over!.body).toMatchObject({ type: '/problems/too-many-requests', status: 429 });
    expect(Number(over!.headers.get('retry-after'))).toBe(over!.body.retryAfterSeconds);
    expect(over!.body.retryAfterSeconds).toBeGreaterThan(0);
    expect(over!.body.retryAfterSeconds).toBeLessThanOrEqual(60);

    // Signing in has a rate of its own, and who is signed in theirs.
    const guests: ApiAnswer[] = [];
    for (let i = 0; i < 5; i++) guests.push(await (i % 2 ? a : b)('POST /auth/guest', { body: {} }));
    expect(statuses(guests)).toEqual([201, 201, 201, 201, 429]);
    const tokens = guests.slice(0, 2).map(({ body }) => body.token as string);
    const own: ApiAnswer[] = [];
    for (let i = 0; i < 11; i++) own.push(await (i % 2 ? a : b)('GET /players/me', { token: tokens[0] }));
    expect(statuses(own)).toEqual([...Array<number>(10).fill(200), 429]);
    expect((await a('GET /players/me', { token: tokens[1] })).status).toBe(200);
    // A whole history is much to ask for.
    expect((await a('GET /players/me/export', { token: tokens[1] })).status).toBe(429);
    // A made-up token makes nobody new.
    expect((await b('GET /games', { token: `${tokens[0]}x` })).status).toBe(429);
  });
}

test('[A4] X-Forwarded-For counts from a proxy that is named, and from nobody else', async () => {
  const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
  const [[plain], [behind]] = (await Promise.all([
    startServers(1, {}),
    startServers(1, { TRUST_PROXY: 'loopback' }),
  ])) as [[Api], [Api]];
  for (let i = 0; i < 10; i++) await plain('GET /games', from(`192.0.2.${i}`));
  expect((await plain('GET /games', from('192.0.2.99'))).status).toBe(429);

  for (let i = 0; i < 10; i++) await behind('GET /games', from(`198.51.100.${i}, 192.0.2.1`));
  expect((await behind('GET /games', from('192.0.2.1'))).status).toBe(429);
  expect((await behind('GET /games', from('192.0.2.2'))).status).toBe(200);
});

describe('[A4] who is not signed in is a network', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s is one of %s', (address, network) => expect(networkOf(address)).toBe(network));
});
