// Accounts and sessions over a real server, its rooms and the plain SDK.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { getJson, privateMatch, signIn, Table } from '../../loadtest/client.ts';
import { openDatabase } from '../../src/db/client.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { type Api, apiOf, playerOf } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { startServer, startServerOn } from '../support/server.ts';
import { startStallingProxy } from '../support/stalling-proxy.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
});
afterAll(() => server.stop());

const password = 'correct horse battery';
const newEmail = (): string => `${randomUUID()}@example.org`;
const closed = (table: Table): Promise<number> => new Promise((resolve) => table.room.onLeave(resolve));

async function register(name: string, email = newEmail()) {
  const { status, body } = await api('POST /auth/register', { body: { email, password, name } });
  expect(status).toBe(201);
  return body as { playerId: string; name: string; token: string; refreshToken: string };
}

async function withRole(role: string): Promise<string> {
  const { playerId, token } = await register(role);
  const { pool, close } = openDatabase(server.databaseUrl);
  await pool.query('UPDATE players SET role = $2::"Role" WHERE id = $1', [playerId, role]);
  await close();
  return token;
}

describe('[A1] accounts', () => {
  test('register, log in, refresh, and play with the token of each', async () => {
    const email = newEmail();
    const ann = await register('Ann', email);
    const login = await api('POST /auth/login', { body: { email, password } });
    expect(login).toMatchObject({ status: 200, body: { playerId: ann.playerId, name: 'Ann' } });
    expect(login.headers.get('cache-control')).toBe('no-store');
    const refreshed = await api('POST /auth/refresh', { body: { refreshToken: login.body.refreshToken } });
    expect(refreshed.status).toBe(200);
    const bob = await signIn(server.endpoint, 'Bob');
    for (const session of [ann, login.body, refreshed.body]) {
      const tables = await privateMatch(playerOf(server.endpoint, session), bob, 'blitz');
      expect(tables[0].info?.seats[0]).toMatchObject({ playerId: ann.playerId, name: 'Ann' });
      await Promise.all(tables.map(({ room }) => room.leave()));
    }
  });

  test('a guest who registers in the middle of a match plays on, and keeps the rating', async () => {
    const { body: guest } = await api('POST /auth/guest', { body: { name: 'Gus' } });
    const bob = await signIn(server.endpoint, 'Bob');
    const [white, black] = await privateMatch(playerOf(server.endpoint, guest), bob, 'blitz');
    const email = newEmail();
    const claimed = await api('POST /auth/register', { token: guest.token, body: { email, password } });
    expect(claimed).toMatchObject({ status: 201, body: { playerId: guest.playerId, name: 'Gus' } });
    expect(await white.act({ type: 'move', move: 'e2e4' })).toBeUndefined();
    await black.act({ type: 'resign' });
    await Promise.all([white, black].map(({ room }) => room.leave()));
    const login = await api('POST /auth/login', { body: { email, password } });
    expect(login.body.playerId).toBe(guest.playerId);
    await expect
      .poll(() => getJson(server.endpoint, `/players/${guest.playerId}`), { timeout: 20_000 })
      .toMatchObject({ name: 'Gus', guest: false, ratings: [{ game: 'chess', mode: 'blitz', wins: 1 }] });
    expect(
      (await api('POST /auth/register', { token: guest.token, body: { email: newEmail(), password } })).status,
    ).toBe(409);
  });

  test('what is wrong is a problem document of a stable type', async () => {
    const email = newEmail();
    const { token, refreshToken } = await register('Ann', email);
    const wrongToken = `${token.slice(0, -5)}AAAAA`;
    const cases: [status: number, type: string, request: Parameters<Api>[0], options: Parameters<Api>[1]][] = [
      [409, 'email-taken', 'POST /auth/register', { body: { email, password } }],
      [400, 'invalid-request', 'POST /auth/register', { body: { email: newEmail(), password: 'short' } }],
      [400, 'invalid-request', 'POST /auth/register', { body: { email: 'ann', password } }],
      [400, 'invalid-request', 'POST /auth/guest', { body: { name: 'two\nlines' } }],
      [401, 'wrong-credentials', 'POST /auth/login', { body: { email, password: 'x' } }],
      [401, 'session-over', 'POST /auth/refresh', { body: { refreshToken: 'x' } }],
      [401, 'session-over', 'POST /auth/refresh', { body: { refreshToken: token.slice(-80) } }],
      [401, 'unauthorized', 'GET /players/me', {}],
      [401, 'unauthorized', 'GET /players/me', { token: refreshToken }],
      [401, 'unauthorized', 'GET /players/me', { token: wrongToken }],
      [401, 'unauthorized', 'GET /players/me', { headers: { authorization: `Basic ${token}` } }],
      // Not a new player instead of the guest who was meant.
      [401, 'unauthorized', 'POST /auth/register', { token: wrongToken, body: { email: newEmail(), password } }],
    ];
    for (const [status, type, request, options] of cases) {
      const answer = await api(request, options);
      const what = `${request} ${type}`;
      expect(answer, what).toMatchObject({ status, body: { type: `/problems/${type}`, status } });
      expect(answer.headers.get('content-type'), what).toContain('application/problem+json');
      if (status === 401) expect(answer.headers.get('www-authenticate'), what).toBe('Bearer');
    }
  });

  test('where it does not matter who asks, a token of yesterday is no obstacle', async () => {
    const { refreshToken } = await register('Ann');
    expect((await api('GET /games', { token: 'yesterday' })).status).toBe(200);
    expect((await api('POST /auth/refresh', { token: 'yesterday', body: { refreshToken } })).status).toBe(200);
  });

  test('a reused refresh token ends the session, its access token and its place in a live match', async () => {
    const eve = await register('Eve');
    const [table, other] = await privateMatch(playerOf(server.endpoint, eve), await signIn(server.endpoint), 'rapid');
    const code = closed(table);
    const first = await api('POST /auth/refresh', { body: { refreshToken: eve.refreshToken } });
    await api('POST /auth/refresh', { body: { refreshToken: first.body.refreshToken } });
    expect((await api('POST /auth/refresh', { body: { refreshToken: eve.refreshToken } })).status).toBe(401);
    expect((await api('GET /players/me', { token: eve.token })).status).toBe(401);
    expect(await code).toBe(4110);
    expect((await other.ended()).reason).toBe('abandonment');
    await other.room.leave();
  });

  test('sessions are listed and ended, one by one and everywhere', async () => {
    const email = newEmail();
    const here = await register('Ann', email);
    const headers = { 'user-agent': 'Phone 7' };
    const { body: there } = await api('POST /auth/login', { body: { email, password }, headers });
    const { body: list } = await api('GET /auth/sessions', { token: here.token });
    expect(list.items).toMatchObject([{ device: 'Phone 7', current: false }, { current: true }]);
    const bob = await signIn(server.endpoint);
    const bobs = await api('GET /auth/sessions', { token: bob.sdk.auth.token });
    expect((await api(`DELETE /auth/sessions/${bobs.body.items[0].id}`, { token: here.token })).status).toBe(404);
    expect((await api(`DELETE /auth/sessions/${list.items[0].id}`, { token: here.token })).status).toBe(204);
    expect((await api('GET /auth/sessions', { token: there.token })).status).toBe(401);

    const { body: third } = await api('POST /auth/login', { body: { email, password } });
    expect((await api('POST /auth/logout', { token: third.token, body: {} })).status).toBe(204);
    expect((await api('GET /players/me', { token: third.token })).status).toBe(401);
    expect((await api('GET /players/me', { token: here.token })).status).toBe(200);
    const { body: fourth } = await api('POST /auth/login', { body: { email, password } });
    expect((await api('POST /auth/logout', { token: fourth.token, body: { everywhere: true } })).status).toBe(204);
    expect((await api('GET /players/me', { token: here.token })).status).toBe(401);
    expect((await api('GET /players/me', { token: bob.sdk.auth.token })).status).toBe(200);
  });

  test('another password ends the other sessions', async () => {
    const email = newEmail();
    const here = await register('Ann', email);
    const { body: there } = await api('POST /auth/login', { body: { email, password } });
    const change = { password, newPassword: 'another password' };
    expect((await api('PUT /auth/password', { token: here.token, body: change })).status).toBe(204);
    expect((await api('PUT /auth/password', { token: here.token, body: change })).status).toBe(401);
    expect((await api('GET /players/me', { token: there.token })).status).toBe(401);
    expect((await api('GET /players/me', { token: here.token })).status).toBe(200);
    expect((await api('POST /auth/login', { body: { email, password: change.newPassword } })).status).toBe(200);
  });

  test('a player changes the name, and others see it', async () => {
    const ann = await register('Ann');
    expect((await api('PUT /players/me', { token: ann.token, body: { name: 'Anna' } })).body).toMatchObject({
      name: 'Anna',
      role: 'player',
    });
    expect(await getJson(server.endpoint, `/players/${ann.playerId}`)).toMatchObject({ name: 'Anna' });
    const { body } = await api('POST /auth/refresh', { body: { refreshToken: ann.refreshToken } });
    expect(body.name).toBe('Anna');
  });

  test('what is for a role is for nobody else, from the moment it is given or taken', async () => {
    const [admin, ann] = [await withRole('admin'), await register('Ann')];
    const target = (await register('Bob')).playerId;
    const ban = (token?: string) => api(`POST /admin/players/${target}/ban`, { token, body: { reason: 'spam' } });
    const give = (role: string, token = admin) =>
      api(`PUT /admin/players/${ann.playerId}/role`, { token, body: { role } });
    expect((await ban()).status).toBe(401);
    expect(await ban(ann.token)).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
    expect((await give('admin', ann.token)).status).toBe(403);
    expect((await give('developer')).status).toBe(204);
    expect((await ban(ann.token)).status).toBe(403);
    expect((await give('moderator')).status).toBe(204);
    expect((await ban(ann.token)).status).toBe(200);
    expect((await give('admin', ann.token)).status).toBe(403);
    expect((await give('player')).status).toBe(204);
    expect((await ban(ann.token)).status).toBe(403);
  });
});

describe('[A2] live rooms', () => {
  test('close who is banned, at once and for all reconnections; the match goes to the other', async () => {
    const moderator = await withRole('moderator');
    const [eve, bob] = [await register('Eve'), await signIn(server.endpoint, 'Bob')];
    const player = playerOf(server.endpoint, eve);
    const [table, other] = await privateMatch(player, bob, 'rapid');
    const code = closed(table);
    const { reconnectionToken } = table.room;
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const path = `/admin/players/${eve.playerId}/ban` as const;
    const ban = await api(`POST ${path}`, { token: moderator, body: { reason: 'speed hack', expiresAt: until } });
    expect(ban).toMatchObject({ status: 200, body: { reason: 'speed hack', expiresAt: until } });
    expect(await code).toBe(4111);
    expect((await other.ended()).outcome).toEqual({ ranks: [2, 1], reason: 'abandonment' });
    await expect(player.sdk.reconnect(reconnectionToken)).rejects.toThrow();
    await expect(player.sdk.joinOrCreate('chess', {})).rejects.toThrow(/banned/);
    await expect(player.sdk.joinById(other.room.roomId, {})).rejects.toThrow();
    await other.room.leave();
    for (const [asked, body] of [
      ['GET /players/me'],
      ['POST /auth/refresh', { refreshToken: eve.refreshToken }],
      ['POST /rooms', { game: 'chess', mode: 'rapid' }],
    ] as const) {
      const { status, body: refused } = await api(asked, { token: eve.token, body });
      expect([status, refused.type], asked).toEqual([403, '/problems/banned']);
      expect(refused).toMatchObject({ reason: 'speed hack', expiresAt: until });
    }
    for (const past of [new Date(Date.now() - 1_000).toISOString(), '2020-01-01T00:00:00Z']) {
      for (const asked of [`POST ${path}`, `PUT /moderation/mutes/${eve.playerId}`] as const) {
        const refused = await api(asked, { token: moderator, body: { reason: 'late', expiresAt: past } });
        expect([refused.status, refused.body.detail]).toEqual([400, expect.stringContaining('in the future')]);
      }
    }

    expect((await api(`DELETE ${path}`, { token: moderator })).status).toBe(204);
    // The old token says nothing of a ban any more: it is to be refreshed.
    const late = await api('GET /players/me', { token: eve.token });
    expect([late.status, late.body.type]).toEqual([401, '/problems/unauthorized']);
    const back = await api('POST /auth/refresh', { body: { refreshToken: eve.refreshToken } });
    expect((await api('GET /players/me', { token: back.body.token })).body.id).toBe(eve.playerId);
    expect((await api(`DELETE ${path}`, { token: moderator })).status).toBe(404);
  });

  test('close who logs out, also while an opponent is awaited, and nobody else', async () => {
    const [ann, bob] = [await register('Ann'), await signIn(server.endpoint, 'Bob')];
    const tables = await privateMatch(bob, await signIn(server.endpoint), 'rapid');
    const waiting = new Table(await playerOf(server.endpoint, ann).sdk.create('chess', { private: true }));
    const code = closed(waiting);
    await api('POST /auth/logout', { token: ann.token, body: {} });
    expect(await code).toBe(4110);
    expect(await tables[0].act({ type: 'move', move: 'e2e4' })).toBeUndefined();
    await Promise.all(tables.map(({ room }) => room.leave()));
  });

  test('do not let a player back who was banned while the connection was lost', async () => {
    const moderator = await withRole('moderator');
    const eve = await register('Eve');
    const [table, other] = await privateMatch(playerOf(server.endpoint, eve), await signIn(server.endpoint), 'rapid');
    table.room.reconnection.enabled = false;
    const { reconnectionToken } = table.room;
    const dropped = new Promise((resolve) => other.room.onMessage('seat', resolve));
    table.room.connection.close(4010);
    expect(await dropped).toEqual({ seat: 0, event: 'drop' });
    await api(`POST /admin/players/${eve.playerId}/ban`, { token: moderator, body: { reason: 'speed hack' } });
    await expect(playerOf(server.endpoint, eve).sdk.reconnect(reconnectionToken)).rejects.toThrow();
    expect((await other.ended()).reason).toBe('abandonment');
    await other.room.leave();
  });

  test('cut off who is banned and does not hear of it: nothing that still arrives is played', async () => {
    const moderator = await withRole('moderator');
    const eve = await register('Eve');
    const proxy = await startStallingProxy(Number(new URL(server.endpoint).port));
    onTestFinished(() => proxy.close());
    const player = playerOf(`http://127.0.0.1:${proxy.port}`, eve);
    const [table, other] = await privateMatch(player, await signIn(server.endpoint), 'rapid');
    table.room.reconnection.enabled = false;
    // Not even that it should close arrives; what it sends does.
    proxy.stall();
    await api(`POST /admin/players/${eve.playerId}/ban`, { token: moderator, body: { reason: 'speed hack' } });
    table.room.send('action', { type: 'move', move: 'e2e4' });
    expect((await other.ended()).outcome).toEqual({ ranks: [2, 1], reason: 'abandonment' });
    expect([...other.room.state.moves]).toEqual([]);
    await other.room.leave();
  });

  test('let nobody in who was signed out between asking for a seat and taking it', async () => {
    const ann = await register('Ann');
    const { sdk } = playerOf(server.endpoint, ann);
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${ann.token}` };
    const asked = await fetch(`${server.endpoint}/matchmake/create/chess`, { method: 'POST', headers, body: '{}' });
    const reservation = (await asked.json()) as Parameters<typeof sdk.consumeSeatReservation>[0];
    expect(reservation).toMatchObject({ sessionId: expect.any(String) });
    await api('POST /auth/logout', { token: ann.token, body: {} });
    await expect(sdk.consumeSeatReservation(reservation)).rejects.toThrow(/your session has ended/);
  });

  test("take nobody's word for another player: a token in the options is none", async () => {
    const [ann, eve] = [await register('Ann'), await signIn(server.endpoint, 'Eve')];
    const identity = { playerId: ann.playerId, auth: { playerId: ann.playerId }, token: ann.token };
    await expect(eve.sdk.create('chess', identity)).rejects.toThrow(/wrong join options/);
    const [table, other] = await privateMatch(eve, await signIn(server.endpoint), 'rapid');
    expect(table.info?.seats[0]).toMatchObject({ playerId: eve.playerId, name: 'Eve' });
    await Promise.all([table, other].map(({ room }) => room.leave()));
  });
});

describe('[A3] personal data', () => {
  test('is told to its player and erased when they ask', async () => {
    const email = newEmail();
    const ann = await register('Ann', email);
    const exported = await api('GET /players/me/export', { token: ann.token });
    expect(exported).toMatchObject({ status: 200, body: { id: ann.playerId, account: { email }, matches: [] } });
    expect((await api('GET /players/me', { token: ann.token })).body).toMatchObject({ email });
    expect(JSON.stringify(await getJson(server.endpoint, `/players/${ann.playerId}`))).not.toContain(email);

    const [table, other] = await privateMatch(playerOf(server.endpoint, ann), await signIn(server.endpoint), 'rapid');
    const code = closed(table);
    expect((await api('DELETE /players/me', { token: ann.token, body: {} })).status).toBe(401);
    expect((await api('DELETE /players/me', { token: ann.token, body: { password } })).status).toBe(204);
    expect(await code).toBe(4110);
    expect((await api('GET /players/me', { token: ann.token })).status).toBe(401);
    expect((await api('POST /auth/login', { body: { email, password } })).status).toBe(401);
    await other.ended();
    expect(await getJson(server.endpoint, `/matches/${other.room.roomId}`)).toMatchObject({
      seats: [{ player: { id: ann.playerId, name: 'Deleted player' } }, {}],
    });
    await other.room.leave();
  });
});

test('[A1] no token, password or address reaches the log, whatever is asked and however it fails', async () => {
  const database = await testDatabase();
  onTestFinished(() => database.drop());
  const dataDir = await temporaryFolder();
  for (const NODE_ENV of ['production', 'development']) {
    const environment = { DATABASE_URL: database.url, DATA_DIR: dataDir, LOG_LEVEL: 'debug' };
    const own = await startServerOn({ ...environment, NODE_ENV, RATE_LIMIT_EXEMPT: 'loopback' });
    const ask = apiOf(own.endpoint);
    const email = newEmail();
    const { body: ann } = await ask('POST /auth/register', { body: { email, password, name: 'Ann' } });
    const { body: next } = await ask('POST /auth/refresh', { body: { refreshToken: ann.refreshToken } });
    const [white, black] = await privateMatch(playerOf(own.endpoint, ann), await signIn(own.endpoint), 'blitz');
    await ask('POST /auth/login', { body: { email, password: `${password}!` } });
    await ask('POST /auth/register', { body: { email, password } });
    await ask('GET /players/me/export', { token: `${ann.token}x` });
    await ask('GET /players/me/export', { token: ann.token });
    await fetch(`${own.endpoint}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"email":"${email}","password":"${password}`,
    });
    await expect(
      playerOf(own.endpoint, { ...ann, token: `${ann.token}x` }).sdk.joinOrCreate('chess', {}),
    ).rejects.toThrow();
    // A bug, which is logged, with all that the request carries in hand.
    await database.database.pool.query('ALTER TABLE accounts RENAME TO gone');
    expect((await ask('POST /auth/login', { body: { email, password } })).status).toBe(500);
    expect((await ask('POST /auth/register', { body: { email, password }, token: ann.token })).status).toBe(500);
    await database.database.pool.query('ALTER TABLE gone RENAME TO accounts');
    await ask('POST /auth/logout', { token: ann.token, body: { everywhere: true } });
    await white.room.leave().catch(() => undefined);
    await black.room.leave();
    await own.stop();
    const output = own.output();
    expect(output).toMatch(/match begins[\s\S]*a request failed/);
    for (const secret of [email, password, ann.token, ann.refreshToken, next.token, next.refreshToken]) {
      expect(output).not.toContain(secret);
    }
  }
});
