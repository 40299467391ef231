// Rooms that the server creates for certain players: who gets in, where they sit, and what becomes of those who wait.

import { randomUUID } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import type { Client } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import { games } from '../../src/games/index.ts';
import { keepAppointments } from '../../src/rooms/keep-appointments.ts';
import type { Reserved } from '../../src/rooms/reserved-seats.ts';
import { openAppointments } from '../../src/services/appointments.ts';
import { signInGuest } from '../support/accounts.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

let server: RoomServer;
beforeAll(async () => {
  server = await startRoomServer(games.chess);
});
afterAll(() => server.stop());

interface Guest {
  readonly playerId: string;
  readonly sdk: Client;
}

async function guest(): Promise<Guest> {
  const sdk = await server.client();
  const { playerId, token } = await signInGuest(server.services);
  sdk.auth.token = token;
  return { playerId, sdk };
}

const guests = (count: number): Promise<Guest[]> => Promise.all(Array.from({ length: count }, guest));

type Wishes = Partial<Reserved> & { bots?: number };

async function reserve(players: readonly Guest[], { bots = 0, ...wishes }: Wishes = {}): Promise<string> {
  const reserved = { players: players.map(({ playerId }) => playerId), ...wishes };
  return (await matchMaker.createRoom('chess', { mode: 'blitz', private: true, bots, reserved })).roomId;
}

const join = async ({ sdk }: Guest, roomId: string): Promise<Table> => new Table(await sdk.joinById(roomId, {}));

test('[P8] each player gets the seat that is reserved, whoever comes first; others are refused', async () => {
  const [white, black, stranger] = await guests(3);
  const roomId = await reserve([white!, black!]);
  const second = await join(black!, roomId);
  // More strangers than seats, and than seats twice over, keep nobody out.
  for (let i = 0; i < 6; i++) await expect(join(stranger!, roomId)).rejects.toThrow(/reserved for others.*watch/);
  const first = await join(white!, roomId);
  expect(await Promise.all([first.begun(), second.begun()])).toEqual([0, 1]);
  expect(first.info).toMatchObject({ rated: true });
  await expect(join(stranger!, roomId)).rejects.toThrow(/every seat|reserved/);
  const again = await join(white!, roomId);
  expect(await again.begun()).toBe(0);
  await again.act({ type: 'resign' });
  expect((await second.ended()).outcome).toEqual({ ranks: [2, 1], reason: 'resignation' });
});

test('[P8] a client can not reserve seats, nor is it matched into reserved ones', async () => {
  const [ann, bob, cy] = await guests(3);
  const reserved = { players: [ann!.playerId, bob!.playerId] };
  for (const way of ['create', 'joinOrCreate'] as const) {
    await expect(ann!.sdk[way]('chess', { mode: 'blitz', private: true, reserved })).rejects.toThrow(/reserved/);
  }
  const roomId = await reserve([ann!, bob!]);
  const elsewhere = await cy!.sdk.joinOrCreate('chess', { mode: 'blitz' });
  expect(elsewhere.roomId).not.toBe(roomId);
  await elsewhere.leave();
});

test('[P8] who comes alone is told so when the time is over, and the match never was', async () => {
  const [ann, bob] = await guests(2);
  const roomId = await reserve([ann!, bob!], { waitSeconds: 3 });
  const table = await join(ann!, roomId);
  expect(await table.ended()).toEqual({ outcome: null, reason: 'player_missing', tick: 0 });
  await expect.poll(() => matchMaker.getLocalRoomById(roomId)).toBeUndefined();
  await expect(join(bob!, roomId)).rejects.toThrow(/not found/);
  expect(await server.services.matches.get(roomId)).toBeUndefined();
});

test('[P8] a player who comes and goes again before the start is waited for', async () => {
  const [white, black] = await guests(2);
  const roomId = await reserve([white!, black!]);
  await (await join(white!, roomId)).room.leave();
  // Longer than an empty room that waits for nobody stays open.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const tables = [await join(black!, roomId), await join(white!, roomId)];
  expect(await Promise.all(tables.map((table) => table.begun()))).toEqual([1, 0]);
  await Promise.all(tables.map(({ room }) => room.leave()));
  await expect.poll(() => matchMaker.getLocalRoomById(roomId)).toBeUndefined();
});

test('[P8] reserved seats can be unrated, and beside bots', async () => {
  const [white, black, solo] = await guests(3);
  const roomId = await reserve([white!, black!], { rated: false });
  const tables = await Promise.all([white!, black!].map((each) => join(each, roomId)));
  await Promise.all(tables.map((table) => table.begun()));
  expect(tables[0]!.info!.rated).toBe(false);
  const withBot = await join(solo!, await reserve([solo!], { bots: 1 }));
  expect(await withBot.begun()).toBe(0);
  await Promise.all([...tables, withBot].map(({ room }) => room.leave()));
});

test('[P8] what does not fit the mode is refused', async () => {
  const [ann, bob, cy] = await guests(3);
  await expect(reserve([ann!])).rejects.toThrow(/2 seats for people, reserved are 1/);
  await expect(reserve([ann!, ann!])).rejects.toThrow(/reserved are 1/);
  await expect(reserve([ann!, bob!, cy!])).rejects.toThrow(/reserved are 3/);
});

describe('[P8] appointments', () => {
  /** As whoever knows that a match is due writes it down. */
  async function appoint(players: readonly Guest[], waitSeconds = 60): Promise<string> {
    const id = randomUUID();
    const ids = players.map(({ playerId }) => playerId);
    await server.database.prisma.appointment.create({
      data: { id, game: 'chess', mode: 'blitz', players: ids, rated: true, waitSeconds },
    });
    return id;
  }

  const appointmentOf = (id: string) => server.database.prisma.appointment.findUniqueOrThrow({ where: { id } });

  async function roomOf(id: string): Promise<string> {
    await expect.poll(async () => (await appointmentOf(id)).matchId).not.toBeNull();
    return (await appointmentOf(id)).matchId!;
  }

  let keeper: ReturnType<typeof keepAppointments>;
  beforeAll(() => {
    keeper = keepAppointments(server.services, {
      onError(error) {
        throw error;
      },
      onAborted: () => undefined,
    });
  });
  afterAll(() => keeper.stop());

  test('a room is made for each, once, however many make rooms', async () => {
    const another = keepAppointments(server.services, { onError: () => undefined, onAborted: () => undefined });
    const [white, black] = await guests(2);
    const ids = await Promise.all(Array.from({ length: 8 }, () => appoint([white!, black!])));
    const rooms = await Promise.all(ids.map(roomOf));
    await another.stop();
    expect(new Set(rooms).size).toBe(8);
    const made = await Promise.all(ids.map(appointmentOf));
    expect(made.map(({ rooms: count }) => count)).toEqual(Array.from({ length: 8 }, () => 1));
    const tables = [await join(black!, rooms[0]!), await join(white!, rooms[0]!)];
    expect(await Promise.all(tables.map((table) => table.begun()))).toEqual([1, 0]);
    await Promise.all(tables.map(({ room }) => room.leave()));
  });

  test('who is missing is written down', async () => {
    const [white, black] = await guests(2);
    const id = await appoint([white!, black!], 3);
    const table = await join(black!, await roomOf(id));
    await table.ended();
    await expect.poll(() => appointmentOf(id)).toMatchObject({ end: 'missed', came: [black!.playerId] });
  });

  test('a match without a result is played again in another room, three times at most', async () => {
    const [white, black] = await guests(2);
    const id = await appoint([white!, black!]);
    const played = new Set<string>();
    for (let times = 1; times <= 3; times++) {
      await expect.poll(async () => (await appointmentOf(id)).rooms, { timeout: 15_000 }).toBe(times);
      const roomId = await roomOf(id);
      played.add(roomId);
      const tables = await Promise.all([white!, black!].map((each) => join(each, roomId)));
      await Promise.all(tables.map((table) => table.begun()));
      await server.services.matches.abort(roomId, 'server_error');
      await Promise.all(tables.map(({ room }) => room.leave()));
    }
    await expect.poll(() => appointmentOf(id), { timeout: 15_000 }).toMatchObject({ end: 'failed', rooms: 3 });
    expect(played.size).toBe(3);
  });

  test('a room that is gone without a word is taken for lost when its players have had their time', async () => {
    const [white, black] = await guests(2);
    const id = await appoint([white!, black!]);
    const roomId = await roomOf(id);
    await server.database.prisma.appointment.update({
      where: { id },
      data: { matchId: randomUUID(), openedAt: new Date(Date.now() - 600_000), triedAt: null },
    });
    await expect.poll(async () => (await appointmentOf(id)).rooms, { timeout: 15_000 }).toBe(2);
    expect(await roomOf(id)).not.toBe(roomId);
  });

  test('a process that is gone is dead at the second look, one that lives never', async () => {
    const [white, black] = await guests(2);
    const id = await appoint([white!, black!]);
    await roomOf(id);
    // As another process sees it.
    const another = openAppointments(server.database, 1);
    const look = () => another.findDead();
    expect([await look(), await look()]).toEqual([[], []]);
    await server.database.prisma.appointment.update({ where: { id }, data: { owner: 4_711 } });
    expect([await look(), await look()]).toEqual([[], [4_711]]);
    await server.database.prisma.appointment.delete({ where: { id } });
  });

  test('a room that has lost its appointment does not begin', async () => {
    const [white, black] = await guests(2);
    const id = await appoint([white!, black!]);
    const roomId = await roomOf(id);
    const first = await join(white!, roomId);
    const closed = new Promise((resolve) => first.room.onLeave(resolve));
    // As if another process had taken this one for dead.
    await server.database.prisma.appointment.update({ where: { id }, data: { matchId: randomUUID() } });
    await join(black!, roomId).catch(() => undefined);
    await closed;
    expect(await server.services.matches.get(roomId)).toBeUndefined();
  });
});
