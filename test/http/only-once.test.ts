// Idempotency-Key as clients meet it that send a request again: lost answers, two at once, crashes.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import { openIdempotency } from '../../src/services/idempotency.ts';
import { sweepOnce } from '../../src/services/sweep.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
});
afterAll(() => server.stop());

const guest = (key: string, name = 'Ann') =>
  api('POST /auth/guest', { body: { name }, headers: { 'idempotency-key': key } });

function database() {
  const db = openDatabase(server.databaseUrl);
  onTestFinished(() => db.close());
  return db;
}

test('[H8] a POST that is sent again has the same answer, and makes nothing', async () => {
  const key = randomUUID();
  const first = await guest(key);
  expect(first.status).toBe(201);
  expect(first.headers.get('location')).toBe(`/api/v1/players/${first.body.playerId}`);
  expect(first.headers.get('idempotency-replayed')).toBeNull();
  const again = await guest(`"${key}"`);
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect((await guest(randomUUID())).body.playerId).not.toBe(first.body.playerId);
  expect((await api('POST /auth/guest', { body: { name: 'Ann' } })).body.playerId).not.toBe(first.body.playerId);
});

test('[H8] so has one that answers 200 or 204: a message, a score, a key, a report, a party is there once', async () => {
  const { prisma, pool } = database();
  const [{ body: ann }, { body: bob }] = [await guest(randomUUID()), await guest(randomUUID(), 'Bob')];
  await pool.query(`UPDATE players SET role = 'developer' WHERE id = $1`, [ann.playerId]);
  const title = `once-${randomUUID().slice(0, 8)}`;
  const { body: made } = await api('POST /games', { token: ann.token, body: { id: title, title: 'Once' } });
  const score = { player_id: bob.playerId, score: 10 };
  const twice = async (asked: `POST /${string}`, token: string, body?: unknown) => {
    const headers = { 'idempotency-key': randomUUID() };
    const [first, again] = [await api(asked, { token, body, headers }), await api(asked, { token, body, headers })];
    expect(first.status, asked).toBeLessThan(300);
    expect([again.status, again.body], asked).toEqual([first.status, first.body]);
    expect(again.headers.get('idempotency-replayed'), asked).toBe('true');
    return first.body;
  };
  await twice('POST /scores', made.key.key, score);
  await twice('POST /scores', made.key.key, [score, score]);
  await twice(`POST /games/${title}/keys`, ann.token, { scopes: ['scores'] });
  await twice('POST /reports', ann.token, { playerId: bob.playerId, reason: 'cheating' });
  await twice('POST /party', ann.token);
  await twice('POST /friends/requests', ann.token, { playerId: bob.playerId });
  await api(`POST /friends/requests/${ann.playerId}/accept`, { token: bob.token });
  const { message } = await twice(`POST /messages/${bob.playerId}`, ann.token, { text: 'Hello.' });
  await twice(`POST /messages/${ann.playerId}/read`, bob.token, { upTo: message.id });
  expect(await prisma.score.count({ where: { game: title } })).toBe(3);
  expect(await prisma.titleKey.count({ where: { titleId: title } })).toBe(2);
  expect(await prisma.message.count({ where: { fromId: ann.playerId } })).toBe(1);
});

test('[H8] of twenty at once one runs', async () => {
  const key = randomUUID();
  const name = `Crowd ${key.slice(0, 8)}`;
  const answers = await Promise.all(Array.from({ length: 20 }, () => guest(key, name)));
  expect(await database().prisma.player.count({ where: { name } })).toBe(1);
  for (const { status, body, headers } of answers.filter((answer) => answer.status !== 201)) {
    expect([status, body.type]).toEqual([409, '/problems/idempotency-conflict']);
    expect(headers.get('retry-after')).toBe('1');
  }
  expect(new Set(answers.flatMap(({ status, body }) => (status === 201 ? [body.playerId] : []))).size).toBe(1);
});

test('[H8] a key is for one request of one caller', async () => {
  const key = randomUUID();
  const { body: ann } = await guest(key);
  const other = await guest(key, 'Bob');
  expect([other.status, other.body.type]).toEqual([422, '/problems/idempotency-key-reused']);
  const { body: eve } = await guest(randomUUID(), 'Eve');
  const register = (token: string) =>
    api('POST /auth/register', {
      token,
      body: { email: `${randomUUID()}@example.org`, password: 'correct horse battery' },
      headers: { 'idempotency-key': key },
    });
  expect((await register(ann.token)).body.playerId).toBe(ann.playerId);
  expect((await register(eve.token)).body.playerId).toBe(eve.playerId);
  for (const poor of ['', 'short', 'x'.repeat(201), 'with spaces in it, and long']) {
    expect((await guest(poor)).status, poor).toBe(400);
  }
});

test('[H8] what was refused may be tried again with its key', async () => {
  const { body: ann } = await guest(randomUUID());
  const email = `${randomUUID()}@example.org`;
  const key = randomUUID();
  const register = (token?: string) =>
    api('POST /auth/register', {
      token,
      body: { email, password: 'correct horse battery' },
      headers: { 'idempotency-key': key },
    });
  await api('POST /auth/register', { token: ann.token, body: { email, password: 'correct horse battery' } });
  expect((await register()).body.type).toBe('/problems/email-taken');
  await database().prisma.account.deleteMany({ where: { playerId: ann.playerId } });
  expect((await register()).status).toBe(201);
});

test('[H8] a request that was cut off is never done twice, and its row goes after a day', async () => {
  const db = database();
  const idempotency = openIdempotency(db);
  const key = randomUUID();
  const asked = `POST /api/v1/auth/guest ${JSON.stringify({ name: 'Ann' })}`;
  // As a process leaves it that was killed in between.
  expect(await idempotency.claim({ key, who: 'nobody', asked })).toEqual({ is: 'ours' });
  expect((await guest(key)).body.detail).toContain('still running');
  const age = (hours: number) =>
    db.pool.query(
      'UPDATE idempotent_requests SET created_at = now() - make_interval(hours => $1) WHERE answer IS NULL',
      [hours],
    );
  await age(1);
  expect((await guest(key)).body.detail).toContain('was cut off');
  await sweepOnce(db);
  expect((await guest(key)).status).toBe(409);
  await age(25);
  await sweepOnce(db);
  expect((await guest(key)).status).toBe(201);
});

test('[A3] the table of kept answers tells nobody a token', async () => {
  const key = randomUUID();
  const { body } = await guest(key);
  const rows = await database().prisma.idempotentRequest.findMany();
  const bytes = Buffer.concat(
    rows.flatMap(({ id, fingerprint, answer }) => [id, fingerprint, answer ?? Buffer.alloc(0)]),
  );
  for (const secret of [key, body.token, body.refreshToken, body.playerId]) expect(bytes.includes(secret)).toBe(false);
});
