// Real-time inputs through a real room: one is taken per seat and tick, whatever a client sends.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WALK } from '../../src/games/arena/balance.ts';
import { arena } from '../../src/games/arena/index.ts';
import { type MatchLog, plain, replay } from '../../src/games/kit/index.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';
import { inputBufferSize } from '../../src/rooms/seat-inputs.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(arena);
});
afterAll(() => rooms.stop());

type Wanted = Partial<Record<'moveX' | 'moveY' | 'aim' | 'fire', number>>;

/** Sends what a player wants `perTick` times as often as the room ticks, for so many milliseconds. */
async function hold(room: Room, wanted: Wanted, forMs: number, perTick = 1, renderDelay = 0): Promise<void> {
  const input = room.input<Record<string, number>>({ renderDelay });
  const untilMs = performance.now() + forMs;
  while (performance.now() < untilMs) {
    for (let i = 0; i < perTick; i++) {
      Object.assign(input.data, wanted);
      input.send();
    }
    await sleep(1000 / arena.rules.tickRate);
  }
}

const logOf = async (matchId: string) => {
  const stored = await rooms.services.matches.log(matchId);
  return decodeLog(stored!.chunks.map(({ bytes }) => bytes));
};

const inputsOf = ({ entries }: MatchLog) =>
  entries.flatMap((entry) =>
    entry.kind === 'inputs' ? entry.changes.map(([seat, input]) => ({ tick: entry.tick, seat, input })) : [],
  );

test('[V3] inputs ten times as fast move a player no faster, and both players see the same', async () => {
  const tables = await rooms.match('duel');
  const [fast, honest] = tables as [(typeof tables)[0], (typeof tables)[0]];
  const at = (seat: number) => ({ ...fast.room.state.players[seat].toJSON() }) as { x: number; y: number };
  await expect.poll(() => fast.room.state.players?.length).toBe(2);
  const [before, beforeToo] = [at(0), at(1)];
  const startTick = fast.room.state.tick as number;
  await Promise.all([hold(fast.room, { moveX: 1 }, 1_000, 10), hold(honest.room, { moveX: -1 }, 1_000)]);
  await sleep(100);
  const ticks = (fast.room.state.tick as number) - startTick;
  const moved = Math.abs(at(0).x - before.x);
  expect(moved).toBeGreaterThan(0);
  expect(moved).toBeLessThanOrEqual(ticks * WALK.straight);
  expect(Math.abs(at(1).x - beforeToo.x)).toBeGreaterThan(0);
  const playersOf = ({ room }: (typeof tables)[0]): unknown => room.state.players.toJSON();
  await vi.waitFor(() => expect(playersOf(honest)).toEqual(playersOf(fast)), { timeout: 10_000 });

  // What was recorded is what was seen, and one seat has at most one input in a tick.
  await honest.room.leave();
  await fast.ended();
  const log = await logOf(fast.room.roomId);
  const inputs = inputsOf(log);
  expect(new Set(inputs.map(({ tick, seat }) => `${tick} ${seat}`)).size).toBe(inputs.length);
  const { outcome } = replay(arena.rules, log, { ...arena, make: plain, sha256 });
  expect(outcome).toEqual(fast.end?.outcome);
});

test('[V3] values out of range, fractions and NaN gain nothing', async () => {
  const tables = await rooms.match('duel');
  const [room, other] = tables.map((table) => table.room) as [Room, Room];
  await Promise.all([hold(room, { moveX: 127, moveY: Number.NaN, aim: 255, fire: 9 }, 300), hold(other, {}, 300)]);
  await other.leave();
  await tables[0]!.ended();
  const log = await logOf(room.roomId);
  for (const { input } of inputsOf(log)) {
    if (!input) continue;
    expect(arena.inputs!.read(input, input['seenAgo']!)).toEqual(input);
    expect(Math.abs(input['moveX']!)).toBeLessThanOrEqual(1);
  }
});

test('[V3] a seat that falls silent stands still, and a burst makes up for nothing', async () => {
  const tables = await rooms.match('duel');
  const [room, other] = tables.map((table) => table.room) as [Room, Room];
  await expect.poll(() => room.state.players?.length).toBe(2);
  const x = (): number => room.state.players[0].x;
  const standing = async (): Promise<void> => {
    let [since, place] = [room.state.tick as number, x()];
    while (room.state.tick < since + 15) {
      await sleep(30);
      if (x() !== place) [since, place] = [room.state.tick, x()];
    }
  };
  const input = room.input<Record<string, number>>();
  const send = (moveX: number, count: number): void => {
    for (let i = 0; i < count; i++) {
      input.data['moveX'] = moveX;
      input.send();
    }
  };
  const start = x();
  send(1, 3);
  await standing();
  const held = Math.floor(arena.rules.tickRate / 4);
  expect(x() - start).toBe((3 + held) * WALK.straight);
  const turned = x();
  send(-1, 300);
  await standing();
  expect(turned - x()).toBeGreaterThan(0);
  expect(turned - x()).toBeLessThanOrEqual((inputBufferSize + held) * WALK.straight);
  await Promise.all([room.leave(), other.leave()]);
});

/** The round trips to a client that the server measures from now on, in ms. */
function roundTripsTo({ roomId, sessionId }: Room): readonly number[] {
  const { ref } = matchMaker.getLocalRoomById(roomId).clients.getById(sessionId)!;
  const socket = ref as unknown as {
    ping(data?: Buffer): void;
    on(event: 'pong', listener: (data: Buffer) => void): void;
  };
  const roundTrips: number[] = [];
  const sentAtMs = new Map<string, number>();
  const ping = socket.ping.bind(socket);
  socket.ping = (data = Buffer.alloc(0)) => {
    // Colyseus pings, too, without data: what comes back measures nothing for the room.
    if (data.length > 0) sentAtMs.set(data.toString('hex'), performance.now());
    ping(data);
  };
  socket.on('pong', (data) => {
    const atMs = sentAtMs.get(data.toString('hex'));
    if (atMs !== undefined) roundTrips.push(performance.now() - atMs);
  });
  return roundTrips;
}

test('[V7] a shot looks back no further than the connection explains', async () => {
  const tables = await rooms.match('duel');
  const [room, other] = tables.map((table) => table.room) as [Room, Room];
  const roundTrips = roundTripsTo(room);
  await expect.poll(() => roundTrips.length).toBeGreaterThan(0);
  // This client claims to draw the world as it was more than half a second ago.
  await Promise.all([hold(room, { fire: 1, aim: 32 }, 1_500, 1, 600), hold(other, {}, 1_500)]);
  await other.leave();
  await tables[0]!.ended();
  const log = await logOf(room.roomId);
  const seen = inputsOf(log).map(({ input }) => input?.['seenAgo'] ?? 0);
  expect(Math.max(...seen)).toBeGreaterThan(0);
  // Two ticks of interpolation and what travel took, on a machine that may be busy; it claimed 18.
  const explained = Math.floor(2 + ((Math.max(...roundTrips) + 1) * arena.rules.tickRate) / 1000);
  for (const ticks of seen) expect(ticks).toBeLessThanOrEqual(Math.min(explained, 7));
});

test('[V4] an unreliable input frame, whose counts could hang the process, is dropped', async () => {
  const tables = await rooms.match('duel');
  const [room, other] = tables.map((table) => table.room) as [Room, Room];
  room.connection.send(Uint8Array.of(20, 0xfd, 0xff, 0xff, 0xff, 0x7f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  await hold(other, { moveX: 1 }, 200);
  const tick = other.state.tick as number;
  await expect.poll(() => other.state.tick as number).toBeGreaterThan(tick);
  await Promise.all([room.leave(), other.leave()]);
});
