// Rooms over HTTP: what is listed, seats that the SDK consumes, and what a client may not create; the lobby beside it.

import { createHash } from 'node:crypto';
import { Client, type Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Player, signIn, Table } from '../../loadtest/client.ts';
import { type Api, apiOf } from '../support/api.ts';
import { startServer } from '../support/server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
let api: Api;
let ann: Player;
let bob: Player;
beforeAll(async () => {
  server = await startServer();
  api = apiOf(server.endpoint);
  [ann, bob] = await Promise.all([signIn(server.endpoint, 'Ann'), signIn(server.endpoint, 'Bob')]);
});
afterAll(() => server.stop());

const tokenOf = ({ sdk }: Player): { token: string } => ({ token: sdk.auth.token! });
const sit = async ({ sdk }: Player, seat: never): Promise<Table> => new Table(await sdk.consumeSeatReservation(seat));

describe('[H5] rooms', () => {
  test('one is created, listed, joined and left, with seats that the SDK takes', async () => {
    const created = await api('POST /rooms', { ...tokenOf(ann), body: { game: 'chess', mode: 'rapid' } });
    expect(created).toMatchObject({ status: 201, body: { name: 'chess' } });
    const first = await sit(ann, created.body as never);
    const { roomId } = first.room;
    const summary = { id: roomId, game: 'chess', mode: 'rapid', seats: 2, players: 1, open: true };
    expect((await api('GET /rooms?game=chess&mode=rapid')).body).toEqual({ items: [summary], next: null });
    expect((await api('GET /rooms?game=chess&mode=blitz')).body.items).toEqual([]);
    expect((await api(`GET /rooms/${roomId}`)).body).toEqual(summary);

    const joined = await api(`POST /rooms/${roomId}/join`, { ...tokenOf(bob), body: {} });
    const second = await sit(bob, joined.body as never);
    await Promise.all([first.begun(), second.begun()]);
    expect((await api('GET /rooms?game=chess')).body.items).toEqual([]);
    expect((await api(`GET /rooms/${roomId}`)).body).toMatchObject({ players: 2, open: false });
    expect((await api(`POST /rooms/${roomId}/leave`, tokenOf(ann))).status).toBe(204);
    expect((await second.ended()).reason).toBe('abandonment');
    expect((await api(`POST /rooms/${roomId}/leave`, tokenOf(ann))).status).toBe(404);
  });

  test('private ones are not listed, and found by who has their id', async () => {
    const body = { game: 'chess', private: true, seat: 1 };
    const { body: seat } = await api('POST /rooms', { ...tokenOf(ann), body });
    const table = await sit(ann, seat as never);
    expect((await api('GET /rooms')).body.items).toEqual([]);
    const { roomId } = table.room;
    expect((await api(`GET /rooms/${roomId}`)).body).toMatchObject({ id: roomId, open: false });
    const { body: other } = await api(`POST /rooms/${roomId}/join`, { ...tokenOf(bob), body: { seat: 0 } });
    const second = await sit(bob, other as never);
    expect(await Promise.all([table.begun(), second.begun()])).toEqual([1, 0]);
    await Promise.all([table, second].map(({ room }) => room.leave()));
  });

  test('pages follow each other', async () => {
    const tables = await Promise.all(
      ['bullet', 'blitz', 'rapid'].map(async (mode) => new Table(await ann.sdk.joinOrCreate('chess', { mode }))),
    );
    const { body: first } = await api('GET /rooms?limit=2');
    const { body: second } = await api(`GET /rooms?limit=2&cursor=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(tables.map(({ room }) => room.roomId).toSorted());
    expect(second.next).toBeNull();
    expect((await api('GET /rooms?cursor=nonsense')).status).toBe(400);
    await Promise.all(tables.map(({ room }) => room.leave()));
  });

  test('what is wrong, or is no room, is said so', async () => {
    const create = (body: object) => api('POST /rooms', { ...tokenOf(ann), body });
    expect((await api('POST /rooms', { body: { game: 'chess' } })).status).toBe(401);
    expect(await create({ game: 'go' })).toMatchObject({ status: 404 });
    expect(await create({ game: 'chess', mode: 'lightning' })).toMatchObject({
      status: 400,
      body: { type: '/problems/wrong-options' },
    });
    expect(await create({ game: 'chess', bots: 1 })).toMatchObject({
      status: 400,
      body: { type: '/problems/wrong-options' },
    });
    expect(await create({ game: 'chess', reserved: { players: [ann.playerId] } })).toMatchObject({ status: 400 });
    expect(await create({ game: 'queue' })).toMatchObject({ status: 404 });
    const queue = await ann.sdk.joinOrCreate('queue', {});
    for (const room of ['nowhere', queue.roomId]) {
      expect((await api(`GET /rooms/${room}`)).status).toBe(404);
      expect((await api(`POST /rooms/${room}/join`, { ...tokenOf(ann), body: {} })).status).toBe(404);
      expect((await api(`POST /rooms/${room}/leave`, tokenOf(ann))).status).toBe(404);
    }
    await queue.leave();
  });

  test('a player has made five that wait for players at most, however they are made', async () => {
    const [eve, mo] = [await signIn(server.endpoint, 'Eve'), await signIn(server.endpoint, 'Mo')];
    const create = (player: Player) =>
      api('POST /rooms', { ...tokenOf(player), body: { game: 'chess', mode: 'rapid', private: true } });
    const made = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => create(eve)));
    expect(made.map(({ status }) => status).sort()).toEqual([201, 201, 201, 201, 201, 409, 409, 409]);
    const seats = made.filter(({ status }) => status === 201).map(({ body }) => body);
    const tables = await Promise.all(seats.map((seat) => sit(eve, seat as never)));
    expect(await create(eve)).toMatchObject({ status: 409, body: { type: '/problems/too-many-rooms' } });
    for (const wish of [{ private: true }, { private: true, bots: 1 }]) {
      await expect(eve.sdk.create('chess', wish)).rejects.toThrow(/^too-many-rooms/);
    }
    expect((await create(mo)).status).toBe(201);

    // Who joins has made none; one whose match begins, or that is left empty, waits no more.
    const other = new Table(await mo.sdk.joinById(tables[0]!.room.roomId, {}));
    await Promise.all([tables[0]!.begun(), other.begun()]);
    const withBot = new Table(await eve.sdk.create('chess', { private: true, bots: 1 }));
    await withBot.begun();
    expect((await create(eve)).status).toBe(201);
    expect((await create(eve)).status).toBe(409);
    await tables[1]!.room.leave();
    await expect.poll(async () => (await create(eve)).status, { timeout: 10_000 }).toBe(201);
    await Promise.all([...tables.slice(2), withBot, other, tables[0]!].map(({ room }) => room.leave()));
  });

  test('a room whose seats are all taken has none', async () => {
    const rooms = await Promise.all([ann, bob].map(({ sdk }) => sdk.joinOrCreate('chess', { mode: 'untimed' })));
    const eve = await signIn(server.endpoint);
    const { body: seat } = await api(`POST /rooms/${rooms[0]!.roomId}/join`, { ...tokenOf(eve), body: {} });
    await expect(eve.sdk.consumeSeatReservation(seat)).rejects.toThrow(/every seat/);
    await Promise.all(rooms.map((room) => room.leave()));
  });

  test('a room whose seats are all kept has none, either', async () => {
    const { body: made } = await api('POST /rooms', { ...tokenOf(ann), body: { game: 'chess', private: true } });
    const join = () => api(`POST /rooms/${made.roomId}/join`, { ...tokenOf(bob), body: {} });
    expect((await join()).status).toBe(200);
    expect(await join()).toMatchObject({ status: 409, body: { type: '/problems/room-closed' } });
  });
});

describe('[H5] [M1] the lobby', () => {
  test('shows rooms of games as they open and fill, and nothing that is private', async () => {
    const lobby: Room = await new Client(server.endpoint).joinOrCreate('lobby', { filter: { name: 'chess' } });
    const shown = new Set<string>();
    lobby.onMessage('rooms', (rooms: { roomId: string }[]) => rooms.forEach(({ roomId }) => shown.add(roomId)));
    const told: unknown[] = [];
    lobby.onMessage('+', ([roomId, room]: [string, unknown]) => {
      shown.add(roomId);
      told.push(room);
    });
    lobby.onMessage('-', (roomId: string) => shown.delete(roomId));
    const hidden = await ann.sdk.create('chess', { mode: 'blitz', private: true });
    const elsewhere = await ann.sdk.joinOrCreate('arena', { mode: 'duel' });
    const open = await ann.sdk.joinOrCreate('chess', { mode: 'blitz' });
    await expect.poll(() => [...shown], { timeout: 10_000 }).toEqual([open.roomId]);
    const second = await bob.sdk.joinOrCreate('chess', { mode: 'blitz' });
    expect(second.roomId).toBe(open.roomId);
    await expect.poll(() => [...shown], { timeout: 10_000 }).toEqual([]);
    await Promise.all([hidden, elsewhere, open, second].map((room) => room.leave()));
    // Not even in a way that could be looked up.
    const digest = createHash('sha256').update(ann.playerId).digest('base64url');
    for (const name of [ann.playerId, digest]) expect(JSON.stringify(told)).not.toContain(name);
    expect(told).not.toEqual([]);

    // Whatever is sent as a filter, the room goes on.
    for (const filter of [null, 7, 'x', { name: 5 }, { metadata: 'blitz' }, { metadata: { constructor: 1 } }]) {
      lobby.send('filter', filter);
    }
    lobby.send('filter', { name: 'chess', metadata: { mode: 'rapid' } });
    const later = await ann.sdk.joinOrCreate('chess', { mode: 'rapid' });
    await expect.poll(() => shown.has(later.roomId), { timeout: 10_000 }).toBe(true);
    await later.leave();
    await lobby.leave();
  });
});
