// The client that game developers are given, against a server as they run it.

import { afterAll, beforeAll, expect, expectTypeOf, onTestFinished, test, vi } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import { answerOf, ApiError, Arbiter } from '../../src/client/arbiter.ts';
import { inMemory, type Tokens } from '../../src/client/session.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startStallingProxy } from '../support/stalling-proxy.ts';

let server: TestServer;
beforeAll(async () => void (server = await startServer()));
afterAll(() => server.stop());

async function guest(name: string): Promise<Arbiter> {
  const arbiter = new Arbiter(server.endpoint);
  await arbiter.signInAsGuest(name);
  return arbiter;
}

test('[H9] two players meet, play, are watched, and hear what it has brought them', async () => {
  const [ann, bob, cid] = [await guest('Ann'), await guest('Bob'), await guest('Cid')];
  const unlocked: string[] = [];
  await ann.on('achievement.unlocked', ({ achievement }) => unlocked.push(achievement));
  const white = new Table(await ann.play('chess', { mode: 'bullet' }));
  const black = new Table(await bob.play('chess', { mode: 'bullet' }));
  await Promise.all([white.begun(), black.begun()]);
  const { roomId } = white.room;
  const watching = new Table(await cid.watch(roomId));
  expect(await black.act({ type: 'resign' })).toBeUndefined();
  const [end] = await Promise.all([white.ended(), watching.ended()]);
  expect(end.outcome?.reason).toBe('resignation');
  const { data } = await ann.api.GET('/matches/{id}', { params: { path: { id: roomId } } });
  expect(data).toMatchObject({ status: 'finished', game: 'chess', mode: 'bullet' });
  await expect.poll(() => unlocked, { timeout: 20_000 }).toContain('first-steps');
  for (const player of [ann, bob, cid]) await player.signOut();
});

test('[H9] who listens hears again after a connection that was lost for good', async () => {
  const proxy = await startStallingProxy(Number(new URL(server.endpoint).port));
  onTestFinished(() => proxy.close());
  const ann = new Arbiter(`http://127.0.0.1:${proxy.port}`);
  const { playerId } = await ann.signInAsGuest('Ann');
  const bob = await guest('Bob');
  const told: string[] = [];
  await ann.on('notification', ({ content }) => told.push(content.kind));
  // So soon after joining, the SDK does not try to come back.
  proxy.cut();
  const again = async () => {
    await bob.api.DELETE('/friends/requests/{id}', { params: { path: { id: playerId } } });
    await bob.api.POST('/friends/requests', { body: { playerId } });
    return told;
  };
  await expect.poll(again, { interval: 300 }).toContain('friend.requested');
  for (const player of [ann, bob]) await player.signOut();
});

test('[M1] two who queue sit in one match; who gives up has no place any more', async () => {
  const [ann, bob, cid] = [await guest('Ann'), await guest('Bob'), await guest('Cid')];
  const tables = await Promise.all(
    [ann, bob].map((player) => player.queue('battleship', { modes: ['quick'], bots: false })),
  );
  expect(new Set(tables.map(({ roomId }) => roomId)).size).toBe(1);
  expect(tables[0]!.name).toBe('battleship');
  for (const room of tables) room.onMessage('*', () => undefined);
  const stop = new AbortController();
  const states: unknown[] = [];
  const waiting = cid.queue('chess', { bots: false, signal: stop.signal, onStatus: (status) => states.push(status) });
  await expect.poll(() => states).toContainEqual(expect.objectContaining({ state: 'waiting', game: 'chess' }));
  stop.abort(new Error('changed my mind'));
  await expect(waiting).rejects.toThrow('changed my mind');
  const hasty = new AbortController();
  const joining = cid.queue('chess', { bots: false, signal: hasty.signal });
  hasty.abort(new Error('before it was joined'));
  await expect(joining).rejects.toThrow('before it was joined');
  await expect
    .poll(async () => (await cid.api.GET('/match/status')).data, { timeout: 10_000 })
    .toEqual({ state: 'idle' });
  for (const player of [ann, bob]) await player.signOut();
});

test('[M1] who is given a match hears of it from the first message on', async () => {
  const players = [await guest('Ann'), await guest('Bob')];
  const begun = players.map(async (player) => {
    const room = await player.queue('battleship', { modes: ['quick'], bots: false });
    return new Promise<unknown>((resolve) => {
      room.onMessage<{ phase: string; seat: number }>('match', ({ phase, seat }) => phase === 'live' && resolve(seat));
    });
  });
  expect((await Promise.all(begun)).toSorted()).toEqual([0, 1]);
  for (const player of players) await player.signOut();
});

test('[M1] who queues again while others are waited for takes over their own seat', async () => {
  const [ann, bob] = [await guest('Ann'), await guest('Bob')];
  const body = { game: 'chess', modes: ['rapid'] };
  for (const player of [ann, bob]) await player.api.POST('/match/queue', { body });
  const found = async () => (await ann.api.GET('/match/status')).data;
  await expect.poll(found, { timeout: 20_000 }).toMatchObject({ state: 'found' });
  const first = await ann.queue('chess');
  const left = new Promise((resolve) => first.onLeave(resolve));
  first.reconnection.enabled = false;
  const again = await ann.queue('chess');
  expect(again.roomId).toBe(first.roomId);
  await left;
  for (const player of [ann, bob]) await player.signOut();
});

test('[A1] a session is kept fresh, by one refresh for however many ask', async () => {
  const store = inMemory();
  const ann = new Arbiter(server.endpoint, { store });
  const first = await ann.signInAsGuest('Ann');
  const changes: (Tokens | undefined)[] = [];
  ann.session.onChange((tokens) => changes.push(tokens));
  store.save({ ...first, expiresAt: new Date().toISOString() });
  const asked = await Promise.all(Array.from({ length: 5 }, () => ann.api.GET('/players/me')));
  expect(asked.map(({ data }) => data?.id)).toEqual(Array(5).fill(first.playerId));
  expect(changes).toHaveLength(1);
  // A clock that is wrong, or a key of the server's that has changed: the server's word counts.
  store.save({ ...ann.session.tokens!, token: 'not.a.token' });
  expect((await ann.api.PUT('/players/me', { body: { name: 'Anna' } })).data?.name).toBe('Anna');
  expect(changes).toHaveLength(2);
  const later = new Arbiter(server.endpoint, { store });
  expect((await later.api.GET('/players/me')).data?.id).toBe(first.playerId);
});

test('[A1] a token lasts as long with a clock that is wrong, and is renewed once where the clock is set', async () => {
  const startMs = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: startMs + 20 * 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  const store = inMemory();
  await new Arbiter(server.endpoint, { store }).signInAsGuest('Ann');
  // After a reload.
  const ann = new Arbiter(server.endpoint, { store });
  let renewals = 0;
  ann.session.onChange(() => (renewals += 1));
  const renewalsAt = async (minutes: number): Promise<number> => {
    vi.setSystemTime(startMs + minutes * 60_000);
    for (let n = 0; n < 3; n++) expect((await ann.api.GET('/players/me')).response.status).toBe(200);
    return renewals;
  };
  expect(await renewalsAt(33)).toBe(0);
  expect(await renewalsAt(35)).toBe(1);
  // Set right, an hour wrong the other way, and ahead again.
  expect(await renewalsAt(0)).toBe(2);
  expect(await renewalsAt(-60)).toBe(3);
  expect(await renewalsAt(-47)).toBe(3);
  expect(await renewalsAt(20)).toBe(4);
});

test('[A1] a session that cannot be refreshed just now breaks nothing that its old token is good for', async () => {
  const busy = await startServer({ AUTH_RATE_LIMIT: '1', RATE_LIMIT_EXEMPT: 'none' });
  onTestFinished(async () => void (await busy.stop()));
  const store = inMemory();
  const ann = new Arbiter(busy.endpoint, { store });
  const { playerId } = await ann.signInAsGuest('Ann');
  await expect(ann.session.refresh()).rejects.toMatchObject({ problem: { status: 429 } });
  store.save({ ...ann.session.tokens!, expiresAt: new Date().toISOString() });
  expect(answerOf(await ann.api.GET('/matches')).items).toEqual([]);
  expect(answerOf(await ann.api.GET('/players/me')).id).toBe(playerId);
  store.save({ ...ann.session.tokens!, token: 'not.a.token' });
  await expect(ann.api.GET('/players/me')).rejects.toMatchObject({ problem: { status: 429 } });
  expect(ann.session.tokens?.playerId).toBe(playerId);
});

test('[A1] a session that is over is over here, too, and an error says which', async () => {
  const store = inMemory();
  const ann = new Arbiter(server.endpoint, { store });
  await ann.signInAsGuest('Ann');
  const elsewhere = new Arbiter(server.endpoint, { store: inMemory() });
  elsewhere.session.set(ann.session.tokens);
  await elsewhere.signOut();
  store.save({ ...ann.session.tokens!, expiresAt: new Date().toISOString() });
  const { error } = await ann.api.GET('/players/me');
  expect(error).toMatchObject({ status: 401, type: '/problems/unauthorized' });
  await expect(ann.api.GET('/players/me').then(answerOf)).rejects.toThrow(ApiError);
  expect(ann.session.tokens).toBeUndefined();
  const wrong = ann.signIn('nobody@example.org', 'not their password');
  await expect(wrong).rejects.toThrow(ApiError);
  await expect(wrong).rejects.toMatchObject({ problem: { type: '/problems/wrong-credentials' } });
  await expect(ann.play('chess')).rejects.toThrow(/sign in/);
});

test('[A1] who signs in or out while their old session is refreshed stays so', async () => {
  const proxy = await startStallingProxy(Number(new URL(server.endpoint).port));
  onTestFinished(() => proxy.close());
  for (const meanwhile of ['in', 'out'] as const) {
    const store = inMemory();
    const tab = new Arbiter(`http://127.0.0.1:${proxy.port}`, { store });
    await tab.signInAsGuest('Ann');
    proxy.stall();
    const refreshed = tab.session.refresh();
    const other = new Arbiter(server.endpoint, { store });
    if (meanwhile === 'in') await other.signInAsGuest('Bob');
    else await other.signOut();
    const now = store.load();
    expect(now?.name).toBe(meanwhile === 'in' ? 'Bob' : undefined);
    proxy.flow();
    await refreshed;
    expect(store.load()).toEqual(now);
    expect(tab.sdk.auth.token).toBe(now?.token ?? null);
  }
});

test('[H8] the type of an error is one of those that its operation has', async () => {
  const arbiter = await guest('Ann');
  const { error } = await arbiter.api.PUT('/auth/password', { body: { password: 'x', newPassword: 'y'.repeat(10) } });
  expect(error).toMatchObject({ type: '/problems/forbidden', status: 403 });

  // The compiler knows the union.
  type Told = NonNullable<typeof error>['type'];
  expectTypeOf<
    Extract<Told, '/problems/forbidden' | '/problems/wrong-credentials' | '/problems/muted'>
  >().toEqualTypeOf<'/problems/forbidden' | '/problems/wrong-credentials'>();
});

test('[A1] a guest who registers is the same player', async () => {
  const ann = new Arbiter(server.endpoint);
  const before = await ann.signInAsGuest('Ann');
  const account = { email: 'ann@example.org', password: 'a long enough one' };
  expect((await ann.register(account)).playerId).toBe(before.playerId);
  const again = new Arbiter(server.endpoint);
  expect((await again.signIn(account.email, account.password)).playerId).toBe(before.playerId);
});

test('[A1] a guest who registers while another tab refreshes stays signed in, in both', async () => {
  const store = inMemory();
  const [tab, other] = [new Arbiter(server.endpoint, { store }), new Arbiter(server.endpoint, { store })];
  const { playerId } = await tab.signInAsGuest('Ann');
  // The refresh is on its way until the account is there.
  const [sent, { fetch }] = [Promise.withResolvers<void>(), globalThis];
  vi.spyOn(globalThis, 'fetch').mockImplementationOnce(async (...request) => {
    await sent.promise;
    return fetch(...request);
  });
  onTestFinished(() => void vi.restoreAllMocks());
  const refreshed = other.session.refresh();
  const tokens = await tab.register({ email: 'both@example.org', password: 'a long enough one' });
  sent.resolve();
  await refreshed;
  expect(store.load()).toEqual(tokens);
  expect(other.sdk.auth.token).toBe(tokens.token);
  for (const each of [tab, other]) {
    await each.session.refresh();
    expect(answerOf(await each.api.GET('/players/me'))).toMatchObject({ id: playerId, guest: false });
  }
});
