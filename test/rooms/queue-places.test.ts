// What keeps a place in the queue, of a player who is in it from several sides; and when a found seat is taken.

import { randomUUID } from 'node:crypto';
import type { Room } from '@colyseus/sdk';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Player, signIn, Table } from '../../loadtest/client.ts';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { Waiting } from '../support/queue.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let db: Database;
let api: Api;
beforeAll(async () => {
  server = await startServer();
  db = openDatabase(server.databaseUrl);
  api = apiOf(server.endpoint);
});
afterEach(async () => void (await db.pool.query('DELETE FROM queue_entries')));
afterAll(async () => {
  await db.close();
  await server.stop();
});

const wish = { game: 'chess', modes: ['rapid'] };
const places = () => db.prisma.queuedPlayer.count();
const status = async ({ sdk }: Player) => (await api('GET /match/status', { token: sdk.auth.token! })).body;
/** A connection in a queue room of its own, as players have them who come to different processes. */
const apart = async (player: Player, options: object): Promise<Waiting> =>
  new Waiting(player, await player.sdk.create('queue', options));
const stateOf = async (room: Room): Promise<unknown> => (await room.request<{ state: string }>('status')).state;

test('[M1] who leaves one of two queue rooms keeps the place in the other; who leaves both has none', async () => {
  const ann = await signIn(server.endpoint, 'Ann');
  const [one, other] = [await apart(ann, wish), await apart(ann, {})];
  expect(one.room.roomId).not.toBe(other.room.roomId);
  await one.room.leave();
  expect(await stateOf(other.room)).toBe('waiting');
  await other.room.leave();
  await expect.poll(places, { timeout: 10_000 }).toBe(0);
  for (let round = 0; round < 5; round++) {
    const both = [await apart(ann, wish), await apart(ann, {})];
    await Promise.all(both.map(({ room }) => room.leave()));
    await expect.poll(places, { timeout: 10_000 }).toBe(0);
  }
});

test('[M1] who has queued over HTTP, too, keeps the place while they ask; to look is not to queue', async () => {
  const ann = await signIn(server.endpoint, 'Ann');
  const looked = await apart(ann, wish);
  expect(await status(ann)).toMatchObject({ state: 'waiting' });
  await looked.room.leave();
  await expect.poll(() => status(ann), { timeout: 10_000 }).toEqual({ state: 'idle' });

  const queued = await apart(ann, wish);
  await api('POST /match/queue', { token: ann.sdk.auth.token!, body: wish });
  await queued.room.leave();
  expect(await status(ann)).toMatchObject({ state: 'waiting' });
  const later = await apart(ann, {});
  await db.pool.query(
    `UPDATE queued_players SET holders = holders || jsonb_build_object('http', now() - interval '16 seconds')`,
  );
  await later.room.leave();
  await expect.poll(places, { timeout: 10_000 }).toBe(0);
});

test('[A2] [M1] who has been signed out everywhere waits in no queue, nor does who queued with them', async () => {
  const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
  const registration = { email: `${randomUUID()}@example.org`, password: 'correct horse battery' };
  const { body: phone } = await api('POST /auth/register', { body: registration });
  const { body: laptop } = await api('POST /auth/login', { body: registration });
  await api('POST /match/queue', { token: phone.token, body: wish });
  await api('POST /match/queue', { token: ann.sdk.auth.token!, body: { game: 'arena' } });
  // As when Ann had queued for a party.
  await db.pool.query(
    'INSERT INTO queued_players (player_id, entry_id) SELECT $2, entry_id FROM queued_players WHERE player_id = $1',
    [ann.playerId, bob.playerId],
  );
  expect(await places()).toBe(3);
  expect((await api('POST /auth/logout', { token: phone.token })).status).toBe(204);
  expect(await places()).toBe(3);
  expect((await api('POST /auth/logout', { token: laptop.token })).status).toBe(204);
  expect(await places()).toBe(2);
  expect((await api('POST /auth/logout', { token: bob.sdk.auth.token! })).status).toBe(204);
  expect(await places()).toBe(0);
});

test('[M1] a queue room that refuses a player holds no place of theirs in another queue', async () => {
  const ann = await signIn(server.endpoint, 'Ann');
  const one = await apart(ann, wish);
  await expect(apart(ann, { game: 'arena' })).rejects.toThrow(/already-queued/);
  await one.room.leave();
  await expect.poll(places).toBe(0);
});

test('[M1] a seat that is taken is not offered again, unless who took it has gone before the match began', async () => {
  const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
  const waiting = [await apart(ann, wish), await apart(bob, wish)] as const;
  const { matchId } = await waiting[0].match();
  const first = await waiting[0].sit();
  const taken = { state: 'playing', game: 'chess', mode: 'rapid', region: expect.any(String), matchId };
  expect(await status(ann)).toEqual(taken);
  expect(await waiting[0].room.request('status')).toEqual(taken);
  expect(await status(bob)).toMatchObject({ state: 'found', matchId, seat: {} });

  await first.room.leave();
  await expect.poll(() => status(ann), { timeout: 10_000 }).toMatchObject({ state: 'found', matchId });
  const { seat } = await status(ann);
  const tables = [new Table(await ann.sdk.consumeSeatReservation(seat)), await waiting[1].sit()];
  await Promise.all(tables.map((table) => table.begun()));
  for (const player of [ann, bob]) {
    await expect.poll(() => status(player), { timeout: 10_000 }).toEqual({ state: 'idle' });
  }
  await Promise.all(tables.map(({ room }) => room.leave()));
});

test('[M2] who waits in the queue is seen so, by whatever way they came, for as long as they have the place', async () => {
  const [ann, bob] = [await signIn(server.endpoint, 'Ann'), await signIn(server.endpoint, 'Bob')];
  const [anns, bobs] = [{ token: ann.sdk.auth.token! }, { token: bob.sdk.auth.token! }];
  const seen = async () =>
    (await api(`GET /presence?ids=${ann.playerId},${bob.playerId}`, bobs)).body.items.map(
      (each: { status: string }) => each.status,
    );
  await api('POST /friends/requests', { ...anns, body: { playerId: bob.playerId } });
  await api(`POST /friends/requests/${ann.playerId}/accept`, bobs);
  const me = await bob.sdk.joinOrCreate('me');
  const told: unknown[] = [];
  me.onMessage('*', (type, content) => type === 'presence.changed' && told.push(content));

  await api('POST /match/queue', { ...anns, body: wish });
  await expect.poll(seen).toEqual(['queueing', 'online']);
  const alsoThere = await apart(ann, {});
  expect((await api('DELETE /match/queue', anns)).status).toBe(204);
  await expect.poll(seen).toEqual(['offline', 'online']);
  await alsoThere.room.leave();
  const change = (status: string) => ({ playerId: ann.playerId, status, matchId: null });
  await expect.poll(() => told).toEqual([change('queueing'), change('offline')]);

  // The leader takes the place of both; another process, or nobody, ends it.
  await api('POST /party', anns);
  await api('POST /party/invites', { ...anns, body: { playerId: bob.playerId } });
  const partyId = (await api('GET /party', anns)).body.id;
  await api('POST /party/join', { ...bobs, body: { partyId } });
  await api('POST /match/queue', { ...anns, body: { game: 'arena', modes: ['teams'], party: true } });
  await expect.poll(seen).toEqual(['queueing', 'queueing']);
  await db.pool.query('DELETE FROM queue_entries');
  await expect.poll(seen).toEqual(['offline', 'online']);
  await api('DELETE /party', anns);
  await me.leave();
});
