// A game of the test's own in the generic room: whatever its rules do, one match's bug ends that match alone.

import { schema, t } from '@colyseus/schema';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import type { Table } from '../../loadtest/client.ts';
import type { Game, MatchState } from '../../src/games/kit/index.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

type Action = { type: 'count' | 'throw' | 'throw_later' };
interface Counter extends MatchState {
  count: number;
  fuse: number;
}

/** Two seats count together; an action makes the rules throw at once, another in the next tick. */
const counting: Game<Counter, Action> = {
  title: 'Counting',
  rules: {
    id: 'counting',
    version: 1,
    tickRate: 20,
    modes: { plain: { title: 'Plain', seats: 2, rated: false, graceSeconds: 1 } },
    defaultMode: 'plain',
    reasons: [],
    setup: (make) => make('state', { tick: 0, count: 0, fuse: 0 }) as Counter,
    refuse: () => undefined,
    apply(state, _seat, { type }) {
      if (type === 'throw') throw new Error('a bug in apply');
      if (type === 'throw_later') state.fuse = 1;
      state.count += 1;
    },
    step(state) {
      if (state.fuse > 0) throw new Error('a bug in step');
    },
    leave: () => undefined,
    turn: () => 0,
    outcome: ({ count }) => (count >= 3 ? { ranks: [1, 1], reason: 'counted' } : undefined),
  },
  actions: z.strictObject({ type: z.enum(['count', 'throw', 'throw_later']) }),
  entities: { state: schema({ tick: t.uint32().noSync(), count: t.uint8(), fuse: t.uint8() }, 'Counter') },
  bot: () => ({ type: 'count' }),
};

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(counting);
});
afterAll(() => rooms.stop());

const pair = (): Promise<[Table, Table]> => rooms.match() as Promise<[Table, Table]>;

test('[G1] any game that keeps the contract is played, journaled and finished by the same room', async () => {
  const [first, second] = await pair();
  const closed = new Promise((resolve) => first.room.onLeave(resolve));
  for (const table of [first, second, first]) expect(await table.act({ type: 'count' })).toBeUndefined();
  expect((await second.ended()).outcome).toEqual({ ranks: [1, 1], reason: 'counted' });
  expect(await rooms.services.matches.get(first.room.roomId)).toMatchObject({ status: 'finished', reason: 'counted' });
  // The room closes by itself a little later.
  await closed;
});

test.each(['throw', 'throw_later'] as const)('a bug in the rules (%s) ends that match, and no other', async (type) => {
  const [first, second] = await pair();
  const [other, neighbour] = await pair();
  await first.act({ type: 'count' });
  expect(await first.act({ type })).toBe(type === 'throw' ? 'match_over' : undefined);
  expect(await second.ended()).toMatchObject({ outcome: null, reason: 'server_error' });
  await expect
    .poll(() => rooms.services.matches.get(first.room.roomId))
    .toMatchObject({ status: 'aborted', reason: 'server_error' });
  expect((await rooms.services.matches.log(first.room.roomId))?.chunks).not.toHaveLength(1);
  expect(await neighbour.act({ type: 'count' })).toBeUndefined();
  await Promise.all([other.room.leave(), neighbour.room.leave()]);
});

test('a shutdown tells the players, and writes their match as aborted', async () => {
  const [first, second] = await pair();
  const told = second.ended();
  await rooms.server.gracefullyShutdown(false);
  expect(await told).toMatchObject({ outcome: null, reason: 'server_shutdown' });
  expect(await rooms.services.matches.get(first.room.roomId)).toMatchObject({
    status: 'aborted',
    reason: 'server_shutdown',
  });
});
