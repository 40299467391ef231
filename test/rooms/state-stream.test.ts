// A client that stops reading, over a real socket: it must not cost the server memory, nor end up with another state.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Table } from '../../loadtest/client.ts';
import type { Game, MatchState } from '../../src/games/kit/index.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';
import { startStallingProxy } from '../support/stalling-proxy.ts';

interface Noise extends MatchState {
  cells: number[];
  tail: number[];
  still: boolean;
}

/** A large state that changes whole in every tick, until an action stills it. */
const noise: Game<Noise, { type: 'still' }> = {
  title: 'Noise',
  rules: {
    id: 'noise',
    version: 1,
    tickRate: 30,
    modes: { plain: { title: 'Plain', seats: 3, rated: false, graceSeconds: 1 } },
    defaultMode: 'plain',
    reasons: [],
    setup: (make) =>
      make('state', { tick: 0, cells: Array.from({ length: 3_000 }, () => 0), tail: [], still: false }) as Noise,
    refuse: () => undefined,
    apply: (state) => void (state.still = true),
    step(state) {
      if (state.still) return;
      for (let i = 0; i < 3_000; i++) state.cells[i] = (i * 7919 + state.tick * 104_729) % 1_000_003;
      // Things come and go, so that a reader who misses a patch misses more than values.
      if (state.tail.length > 20) state.tail.splice(0, 10);
      state.tail.push(state.tick);
    },
    leave: () => undefined,
    outcome: () => undefined,
  },
  actions: z.strictObject({ type: z.literal('still') }),
  entities: {
    state: schema({ tick: t.uint32(), cells: t.array('uint32'), tail: t.array('uint32'), still: t.boolean() }, 'Noise'),
  },
  bot: () => undefined,
};

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(noise);
});
afterAll(() => rooms.stop());

test('a reader that stalls is left out, and gets a fresh state when it reads again', async () => {
  const proxy = await startStallingProxy(rooms.port);
  const slow = await (await rooms.client(proxy.port)).joinOrCreate('noise', {});
  const [first, second] = [
    new Table(await (await rooms.client()).joinOrCreate('noise', {})),
    new Table(await (await rooms.client()).joinOrCreate('noise', {})),
  ];
  slow.reconnection.enabled = false;
  await expect.poll(() => slow.state.cells?.length).toBe(3_000);
  const { clients } = matchMaker.getLocalRoomById(first.room.roomId);
  const waiting = (): number => (clients.getById(slow.sessionId)!.ref as unknown as WebSocket).bufferedAmount;

  proxy.stall();
  await expect.poll(waiting, { timeout: 30_000 }).toBeGreaterThan(128 * 1024);
  const tickWhenFull = second.room.state.tick as number;
  const waitingWhenFull = waiting();
  await sleep(1_500);
  // The others played on, and nothing more has been kept for this one than the patch that was being made.
  expect(second.room.state.tick).toBeGreaterThan(tickWhenFull + 20);
  expect(waiting()).toBeLessThan(waitingWhenFull + 256 * 1024);

  proxy.flow();
  await sleep(1_000);
  await first.act({ type: 'still' });
  await expect.poll(() => slow.state.still, { timeout: 20_000 }).toBe(true);
  const cells = [...first.room.state.cells];
  expect([...slow.state.cells]).toEqual(cells);
  expect([...slow.state.tail]).toEqual([...first.room.state.tail]);
  proxy.close();
}, 90_000);
