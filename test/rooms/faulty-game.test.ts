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
  rooms = await startRoomServer(counting, { lingerSeconds: 0.2 });
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

/** From now on PostgreSQL fails this often to do this to a match, which it is told by an error of this code. */
async function failing(status: string, code: string, times: number): Promise<void> {
  await rooms.database.pool.query(`
    CREATE SEQUENCE IF NOT EXISTS tries; ALTER SEQUENCE tries RESTART;
    CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF NEW.status = '${status}' AND nextval('tries') <= ${times} THEN RAISE 'not now' USING ERRCODE = '${code}'; END IF;
      RETURN NEW;
    END $$;
    CREATE OR REPLACE TRIGGER failing BEFORE INSERT OR UPDATE ON matches FOR EACH ROW EXECUTE FUNCTION fail()`);
}

test('[C5] a match whose end PostgreSQL refuses is over without a result, and its players are told', async () => {
  await failing('finished', 'XX000', 1);
  const [first, second] = await pair();
  for (const table of [first, second]) expect(await table.act({ type: 'count' })).toBeUndefined();
  expect(await first.act({ type: 'count' })).toBe('match_over');
  const end = { outcome: null, reason: 'server_error' };
  for (const table of [first, second]) expect(await table.ended()).toMatchObject(end);
  await expect
    .poll(() => rooms.services.matches.get(first.room.roomId))
    .toMatchObject({ status: 'aborted', reason: 'server_error' });
});

test.each([
  ['it is only a standby as yet', '25006'],
  ['it was done at the same time as something else', '40P01'],
])('[C5] a match ends when PostgreSQL can store that, where at first %s', async (_, code) => {
  await failing('finished', code, 2);
  const [first, second] = await pair();
  for (const table of [first, second, first]) expect(await table.act({ type: 'count' })).toBeUndefined();
  expect((await second.ended()).outcome).toEqual({ ranks: [1, 1], reason: 'counted' });
  expect(await rooms.services.matches.get(first.room.roomId)).toMatchObject({ status: 'finished', reason: 'counted' });
});

test('[C5] a match that a bug ends while PostgreSQL is away is over there, too, once that is back', async () => {
  const [first, second] = await pair();
  await failing('aborted', '57P03', 2);
  await first.act({ type: 'throw' });
  expect(await second.ended()).toMatchObject({ outcome: null, reason: 'server_error' });
  await expect.poll(() => rooms.services.matches.get(first.room.roomId)).toMatchObject({ status: 'aborted' });
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
