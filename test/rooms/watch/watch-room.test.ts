// Watching over real sockets: running matches, live and delayed, and matches that are over.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Table } from '../../../loadtest/client.ts';
import { arena } from '../../../src/games/arena/index.ts';
import { chess } from '../../../src/games/chess/index.ts';
import { type Game, restore, snapshot } from '../../../src/games/kit/index.ts';
import { decodeLog } from '../../../src/replays/log-codec.ts';
import { Playback } from '../../../src/replays/playback.ts';
import { sha256 } from '../../../src/services/sha256.ts';
import { type RoomServer, startRoomServer } from '../../support/room-server.ts';

/** The arena with a mode that spectators see two seconds late, and one that they see at once. */
const { duel } = arena.rules.modes;
const watched = {
  ...arena,
  rules: {
    ...arena.rules,
    modes: { live: { ...duel, watchDelaySeconds: 0 }, late: { ...duel, watchDelaySeconds: 2 } },
    defaultMode: 'live',
  },
} as unknown as Game;

interface Playhead {
  tick: number;
  edge: number;
  motion: string;
  speed: number;
  own: boolean;
}

interface Watching {
  readonly table: Table;
  readonly room: Room;
  readonly playheads: Playhead[];
  readonly events: { tick: number; kind: string; seat?: number }[];
}

async function watch(rooms: RoomServer, matchId: string, options: object = {}): Promise<Watching> {
  const table = new Table(await (await rooms.client()).joinOrCreate('watch', { matchId, ...options }));
  const { room } = table;
  const [playheads, events]: [Playhead[], Watching['events']] = [[], []];
  room.reconnection.enabled = false;
  room.onMessage<Playhead>('playhead', (playhead) => playheads.push(playhead));
  room.onMessage<Watching['events']>('events', (some) => events.push(...some));
  room.onMessage('crowd', () => undefined);
  await expect.poll(() => room.state !== undefined && table.info !== undefined).toBe(true);
  return { table, room, playheads, events };
}

/** What refuses a control, or undefined. */
const control = ({ table }: Watching, wanted: object): Promise<string | undefined> =>
  table.room.request('control', wanted).then(
    () => undefined,
    (error: { reason?: { reason?: string } }) => error.reason?.reason,
  );

/** Both walk about and shoot for a while. */
async function fight(tables: readonly Table[], forMs: number): Promise<void> {
  const untilMs = performance.now() + forMs;
  const inputs = tables.map(({ room }) => room.input<Record<string, number>>({ renderDelay: 0 }));
  for (let n = 0; performance.now() < untilMs; n++) {
    for (const [seat, input] of inputs.entries()) {
      Object.assign(input.data, {
        moveX: seat === 0 ? 1 : -1,
        moveY: n % 40 < 20 ? 1 : -1,
        aim: (n * 7) % 256,
        fire: n % 3 ? 0 : 1,
      });
      input.send();
    }
    await sleep(1000 / arena.rules.tickRate);
  }
}

/** The state at a tick, as the match's log says. */
async function stateAt(rooms: RoomServer, { rules }: Game, matchId: string, tick: number): Promise<object> {
  const stored = await rooms.services.matches.log(matchId);
  const playback = Playback.of(decodeLog(stored!.chunks.map(({ bytes }) => bytes)), { rules, sha256 });
  playback.seek(tick);
  return restore(snapshot(playback.state)) as object;
}

describe('a running arena', () => {
  let rooms: RoomServer;
  beforeAll(async () => {
    rooms = await startRoomServer(watched);
  });
  afterAll(() => rooms.stop());

  test('[W1] [W4] is followed live by its log, and shows what the players see, at a lower rate', async () => {
    const tables = await rooms.match('live');
    const { roomId } = tables[0]!.room;
    const watching = await watch(rooms, roomId);
    let patches = 0;
    watching.room.onStateChange(() => (patches += 1));
    const from = watching.room.state.tick as number;
    await fight(tables, 2_000);
    const behind = (): number => (tables[1]!.room.state.tick as number) - (watching.room.state.tick as number);
    await expect.poll(behind, { interval: 5 }).toBeLessThan(6);
    expect(patches).toBeGreaterThan(1);
    // Players are sent one in each tick, as far as their connections keep up.
    expect(patches).toBeLessThan(((watching.room.state.tick as number) - from) / 2);
    await tables[0]!.room.leave();
    const end = await watching.table.ended();
    expect(end.outcome).toEqual((await tables[1]!.ended()).outcome);
    expect(watching.room.state.toJSON()).toEqual(tables[1]!.room.state.toJSON());
    expect(watching.events.map(({ kind, seat }) => `${kind} ${seat}`)).toContain('leave 0');
  });

  test('[W2] is seen later by the delay of its mode, to its end', async () => {
    const tables = await rooms.match('late');
    const { roomId } = tables[0]!.room;
    const watching = await watch(rooms, roomId);
    const behind = ({ room }: Watching): number => (tables[1]!.room.state.tick as number) - (room.state.tick as number);
    await fight(tables, 3_500);
    await expect.poll(() => watching.room.state.tick).toBeGreaterThan(0);
    await expect.poll(() => behind(watching), { interval: 5 }).toBeGreaterThanOrEqual(2 * arena.rules.tickRate - 1);
    // Whoever comes into a room of their own can't look ahead either.
    const own = await watch(rooms, roomId, { own: true });
    expect(await control(own, { type: 'seek', tick: 10_000 })).toBeUndefined();
    await expect.poll(() => own.room.state.tick).toBeGreaterThan(0);
    await expect.poll(() => behind(own), { interval: 5 }).toBeGreaterThanOrEqual(2 * arena.rules.tickRate - 5);
    await tables[0]!.room.leave();
    const { tick } = await tables[1]!.ended();
    expect(watching.table.end).toBeUndefined();
    expect((await watching.table.ended()).tick).toBe(tick);
    await own.room.leave();
  });

  test('[W2] in a room of their own, spectators pause, go back to the start, and return to live', async () => {
    const tables = await rooms.match('live');
    const { roomId } = tables[0]!.room;
    await fight(tables, 1_500);
    await expect.poll(() => tables[0]!.room.state.tick, { timeout: 10_000 }).toBeGreaterThan(40);
    const shared = await watch(rooms, roomId);
    const own = await watch(rooms, roomId, { own: true });
    expect(own.room.roomId).not.toBe(shared.room.roomId);
    expect(await control(shared, { type: 'pause' })).toBe('shared_room');
    const playing = fight(tables, 2_500);

    await expect.poll(() => own.room.state.tick, { timeout: 10_000 }).toBeGreaterThan(40);
    expect(await control(own, { type: 'pause' })).toBeUndefined();
    const paused = own.room.state.tick as number;
    await sleep(400);
    expect(own.room.state.tick).toBe(paused);
    for (const tick of [1, 33, 7, 20]) {
      expect(await control(own, { type: 'seek', tick })).toBeUndefined();
      await expect.poll(() => own.room.state.tick).toBe(tick);
      expect(await stateAt(rooms, watched, roomId, tick)).toMatchObject(own.room.state.toJSON());
    }
    let patches = 0;
    own.room.onStateChange(() => (patches += 1));
    const ticks = Array.from({ length: 30 }, (_, n) => 1 + ((n * 7) % 40));
    const heads = await Promise.all(ticks.map((tick) => own.room.request('control', { type: 'seek', tick })));
    expect(heads).toMatchObject(ticks.map((tick) => ({ tick, motion: 'paused' })));
    await expect.poll(() => own.room.state.tick).toBe(ticks.at(-1));
    // However often it is asked, it goes to where it was last sent.
    expect(patches).toBeLessThan(ticks.length / 2);
    expect(await control(own, { type: 'seek', tick: 20 })).toBeUndefined();
    await expect.poll(() => own.room.state.tick).toBe(20);
    expect(await control(own, { type: 'play', speed: 2 })).toBeUndefined();
    await expect.poll(() => own.room.state.tick).toBeGreaterThan(25);
    expect(own.room.state.tick).toBeLessThan(tables[0]!.room.state.tick);
    expect(await control(own, { type: 'live' })).toBeUndefined();
    await expect.poll(() => (tables[0]!.room.state.tick as number) - (own.room.state.tick as number)).toBeLessThan(6);
    expect(own.playheads.at(-1)).toMatchObject({ motion: 'live', own: true });
    expect(await control(own, { type: 'play', speed: 1_000 })).toBe('malformed');

    const guest = new Table(await (await rooms.client()).joinById(own.room.roomId, { matchId: roomId, own: true }));
    guest.room.onMessage('*', () => undefined);
    await expect(guest.room.request('control', { type: 'pause' })).rejects.toMatchObject({
      reason: { reason: 'not_host' },
    });
    await playing;
    await Promise.all([...tables, shared.table, own.table, guest].map(({ room }) => room.leave()));
  });
});

describe('a match that is over', () => {
  let rooms: RoomServer;
  beforeAll(async () => {
    rooms = await startRoomServer(chess);
  });
  afterAll(() => rooms.stop());
  const moves = ['e2e4', 'e7e5', 'd1h5', 'b8c6', 'f1c4', 'g8f6', 'h5f7'];

  test('[W1] [W2] plays in a room of one’s own, from its start, at any speed, to its end', async () => {
    const tables = await rooms.match('untimed');
    const { roomId } = tables[0]!.room;
    await sleep(300);
    for (const [ply, move] of moves.entries()) {
      expect(await tables[ply % 2]!.act({ type: 'move', move })).toBeUndefined();
      await sleep(100);
    }
    const { outcome, tick } = await tables[0]!.ended();
    const watching = await watch(rooms, roomId);
    const other = await watch(rooms, roomId);
    expect(other.room.roomId).not.toBe(watching.room.roomId);
    expect(watching.playheads[0]!.tick).toBeLessThan(tick);
    expect(await control(watching, { type: 'play', speed: 4 })).toBeUndefined();
    expect(await watching.table.ended()).toEqual({ outcome, reason: outcome!.reason, tick });
    expect([...watching.room.state.moves]).toEqual(moves);
    expect(await control(watching, { type: 'seek', tick: 0 })).toBeUndefined();
    await expect.poll(() => [...watching.room.state.moves]).toEqual([]);
    await Promise.all([watching, other].map(({ room }) => room.leave()));
  });

  test('[W2] [W5] of many who ask at the same moment, each gets a room of their own', async () => {
    const tables = await rooms.match('untimed');
    const { roomId } = tables[0]!.room;
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => rooms.client()));
    const ask = async (options: object): Promise<Room[]> => {
      const own = await Promise.all(clients.map((sdk) => sdk.joinOrCreate('watch', { matchId: roomId, ...options })));
      for (const room of own) room.onMessage('*', () => undefined);
      return own;
    };
    const own = await ask({ own: true });
    await tables[0]!.act({ type: 'resign' });
    await tables[0]!.ended();
    own.push(...(await ask({})));
    for (const room of own) await room.request('control', { type: 'pause' });
    expect(new Set(own.map((room) => room.roomId)).size).toBe(10);
    await Promise.all(own.map((room) => room.leave()));
  });

  test('[V2] [W3] spectators can do nothing, and what they may not ask is refused with a reason', async () => {
    const tables = await rooms.match('untimed');
    const { roomId } = tables[0]!.room;
    const watching = await watch(rooms, roomId);
    expect(await watching.table.act({ type: 'move', move: 'e2e4' })).toBe('not_seated');
    const sdk = await rooms.client();
    const unknown = '00000000-0000-4000-8000-000000000000';
    await expect(sdk.joinOrCreate('watch', { matchId: unknown })).rejects.toThrow(/no match/);
    await expect(sdk.joinOrCreate('watch', { matchId: 'x' })).rejects.toThrow(/id of a match/);
    await expect(sdk.joinOrCreate('watch', { matchId: roomId, at: -1 })).rejects.toThrow(/at/);
    await expect(sdk.joinById(roomId, { role: 'spectator' })).rejects.toThrow(/"watch"/);
    expect([...tables[0]!.room.state.moves]).toEqual([]);
    await Promise.all([...tables, watching.table].map(({ room }) => room.leave()));
  });
});
