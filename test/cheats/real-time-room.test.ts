// Cheats over real sockets with the real SDK, in a room of the arena.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Table } from '../../loadtest/client.ts';
import { arena } from '../../src/games/arena/index.ts';
import { below, seeded } from '../../src/games/kit/index.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';
import { framesSentBy, hold, inputsOfTwin, liveState, type SeatInput, watching } from './room-match.ts';

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(arena);
});
afterAll(() => rooms.stop());

const MS = 1_000;
const INPUT = 19;
const TIMED = 0x80;

/** Plays a cheat on seat 0 against an honest player, and returns the inputs that the cheat got out of it. */
async function playedBy(cheat: (room: Room) => Promise<void>): Promise<SeatInput[]> {
  const [fast, other] = (await rooms.match('duel')) as [Table, Table];
  const { roomId } = fast.room;
  const live = liveState(roomId);
  await Promise.all([cheat(fast.room), hold(other.room, (n) => ({ moveX: n % 60 < 30 ? -1 : 1, fire: 1 }), MS)]);
  await other.room.leave();
  await fast.ended();
  return (await inputsOfTwin(rooms, roomId, live)).filter(({ seat }) => seat === 0);
}

/** An input frame that changes nothing but, by so much, the time at which its player claims to have seen the world. */
function stamped(byMs: number): Uint8Array {
  const frame = Buffer.from([INPUT | TIMED, 0xcb, 0, 0, 0, 0, 0, 0, 0, 0]);
  frame.writeDoubleLE(byMs, 2);
  return frame;
}

async function replays(room: Room): Promise<void> {
  const frames = framesSentBy(room);
  await hold(room, (n) => ({ moveX: n % 5 === 0 ? 0 : 1, fire: n % 2, aim: n }), MS / 2);
  for (let n = 0; n < 10; n++) {
    for (const frame of frames.slice(0, 20)) room.connection.transport.send(frame);
    await sleep(MS / 20);
  }
}

const walks: Readonly<Record<string, (room: Room) => Promise<void>>> = {
  'speed, ten inputs a tick': (room) => hold(room, { moveX: 1 }, MS, 10),
  'values beyond every range': (room) => hold(room, { moveX: 127, moveY: -128, aim: 255, fire: 255 }, MS),
  'values that are no numbers': (room) => hold(room, { moveX: NaN, moveY: Infinity, aim: -Infinity, fire: 1e308 }, MS),
  fractions: (room) => hold(room, { moveX: 0.99, moveY: 1.5, aim: 12.5, fire: 0.5 }, MS),
  'walls and corners, another way in each of three inputs a tick': (room) =>
    hold(room, (n) => ({ moveX: n % 3 ? 1 : -1, moveY: n % 2 ? 1 : -1 }), MS, 3),
  'the trigger pulled five times a tick': (room) => hold(room, (n) => ({ fire: n % 2, aim: n }), MS, 5),
  'old input frames sent again': replays,
};

describe.concurrent('[V3] [S2] a cheat gets what its honest twin would have got', () => {
  test.each(Object.entries(walks))('%s', async (_, walk) => {
    expect(await playedBy(walk)).not.toEqual([]);
  });

  test('[V3] of a burst that was saved up, no more is left than the newest few', async () => {
    const inputs = await playedBy(async (room) => {
      await sleep(MS / 2);
      const input = room.input<Record<string, number>>();
      for (let n = 0; n < 200; n++) {
        input.data['moveX'] = n % 2 ? 1 : -1;
        input.send();
      }
      await sleep(MS / 2);
    });
    const ticks = inputs.at(-1)!.tick - inputs[0]!.tick;
    expect(ticks).toBeGreaterThan(0);
    // It may arrive in several pieces, and the last one taken is held for a while.
    expect(ticks).toBeLessThan(40);
  });

  test('[V3] [V7] views of the future, of long ago and of no time look back no further than the present', async () => {
    const inputs = await playedBy(async (room) => {
      // The first of them claims nothing; the others change nothing else.
      const input = room.input<Record<string, number>>({ allowRewind: () => false });
      Object.assign(input.data, { fire: 1, aim: 32 });
      input.send();
      for (const byMs of [1e12, 1e300, 0, -Infinity, NaN, 1e12]) {
        for (let n = 0; n < 4; n++) {
          room.connection.send(stamped(byMs));
          await sleep(MS / 30);
        }
      }
    });
    expect(inputs.some(({ input }) => input?.['fire'] === 1)).toBe(true);
    expect(new Set(inputs.map(({ input }) => input?.['seenAgo'] ?? 0))).toEqual(new Set([0]));
  });

  test('[V2] a spectator plays nobody', async () => {
    const [one, other] = (await rooms.match('duel')) as [Table, Table];
    const { roomId } = one.room;
    const live = liveState(roomId);
    const watcher = await watching(rooms, roomId);
    expect(await watcher.act({ type: 'win' })).toBe('not_seated');
    const closed = new Promise<number>((resolve) => watcher.room.onLeave(resolve));
    watcher.room.reconnection.enabled = false;
    watcher.room.connection.send(Uint8Array.of(INPUT, 0x80, 1));
    expect(await closed).toBe(4101);
    await other.room.leave();
    await one.ended();
    expect(await inputsOfTwin(rooms, roomId, live)).toEqual([]);
  });

  test('[V2] what is sent before the match begins counts for nothing', async () => {
    const early = new Table(await (await rooms.client()).create('arena', { mode: 'duel', private: true, seat: 0 }));
    await hold(early.room, { moveX: 1, fire: 1 }, MS / 2);
    await sleep(MS / 10);
    const late = new Table(await (await rooms.client()).joinById(early.room.roomId, {}));
    await Promise.all([early.begun(), late.begun()]);
    const live = liveState(early.room.roomId);
    await sleep(MS / 2);
    await late.room.leave();
    await early.ended();
    expect(await inputsOfTwin(rooms, early.room.roomId, live)).toEqual([]);
  });

  test('[V2] what is sent after its end changes nothing', async () => {
    const [one, other] = (await rooms.match('duel')) as [Table, Table];
    const { roomId } = one.room;
    const live = liveState(roomId);
    await other.room.leave();
    await one.ended();
    const before = await rooms.services.matches.log(roomId);
    await hold(one.room, { moveX: 1, fire: 1 }, MS / 10);
    await inputsOfTwin(rooms, roomId, live);
    expect(await rooms.services.matches.log(roomId)).toEqual(before);
  });

  const finished = async (matchId: string): Promise<void> => {
    while (!(await rooms.services.matches.log(matchId))?.head) await sleep(50);
  };
  const harms: Readonly<Record<string, (room: Room) => void>> = {
    'a flood of inputs': (room) => {
      const input = room.input();
      for (let n = 0; n < 2_000; n++) input.send();
    },
    'input frames whose bodies are noise': (room) => {
      const words = seeded('6'.repeat(32));
      for (let n = 0; n < 400; n++) {
        const frame = Uint8Array.from({ length: 2 + below(words, 30) }, () => below(words, 256));
        frame[0] = INPUT | (below(words, 2) && TIMED);
        room.connection.send(frame);
      }
    },
    'an input frame of more than 4 KB': (room) => room.connection.send(new Uint8Array(5_000).fill(INPUT)),
  };
  test.each(Object.entries(harms))('[V4] %s ends the connection of its sender alone', async (_, harm) => {
    const [cheat, other] = (await rooms.match('duel')) as [Table, Table];
    const { roomId } = cheat.room;
    const live = liveState(roomId);
    const closed = new Promise<number>((resolve) => cheat.room.onLeave(resolve));
    harm(cheat.room);
    expect(await closed).toBeGreaterThan(1_000);
    const tick = live.tick;
    await hold(other.room, { moveX: 1 }, MS / 2);
    expect(live.tick).toBeGreaterThan(tick);
    expect(other.room.connection.isOpen).toBe(true);
    await other.room.leave();
    await finished(roomId);
    const inputs = await inputsOfTwin(rooms, roomId, live);
    expect(inputs.some(({ seat, input }) => seat === 1 && input)).toBe(true);
  });
});
