// A game of the test's own in the generic room: whatever its rules do, one match's bug ends that match alone.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from '@colyseus/core';
import { schema, t } from '@colyseus/schema';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Client } from '@colyseus/sdk';
import { Table } from '../../loadtest/client.ts';
import type { Game, MatchState } from '../../src/games/kit/index.ts';
import { gameRoom } from '../../src/rooms/game-room.ts';
import { openServices, type Services } from '../../src/services/index.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

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

let db: TestDatabase;
let services: Services;
let server: Server;
let endpoint: string;
beforeAll(async () => {
  db = await testDatabase();
  const key = Buffer.alloc(32, 7).toString('base64url');
  services = openServices(db.database, { owner: 1, tokenKey: key, logKey: key });
  const http = createServer();
  server = new Server({ transport: new WebSocketTransport({ server: http }), greet: false, gracefullyShutdown: false });
  server.define('counting', gameRoom(counting, { services, log: pino({ level: 'silent' }), lingerSeconds: 0.2 }));
  await server.listen(0, '127.0.0.1');
  endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.gracefullyShutdown(false);
  await db.drop();
});

async function join(roomId?: string): Promise<Table> {
  const sdk = new Client(endpoint);
  sdk.auth.token = (await services.sessions.guest(undefined)).token;
  const room = await (roomId ? sdk.joinById(roomId, {}) : sdk.create('counting', { private: true }));
  room.reconnection.enabled = false;
  return new Table(room);
}

async function pair(): Promise<[Table, Table]> {
  const first = await join();
  const second = await join(first.room.roomId);
  await Promise.all([first.begun(), second.begun()]);
  return [first, second];
}

test('[G1] any game that keeps the contract is played, journaled and finished by the same room', async () => {
  const [first, second] = await pair();
  for (const table of [first, second, first]) expect(await table.act({ type: 'count' })).toBeUndefined();
  expect((await second.ended()).outcome).toEqual({ ranks: [1, 1], reason: 'counted' });
  expect(await services.matches.get(first.room.roomId)).toMatchObject({ status: 'finished', reason: 'counted' });
  // The room closes by itself a little later.
  await new Promise((resolve) => first.room.onLeave(resolve));
});

test.each(['throw', 'throw_later'] as const)('a bug in the rules (%s) ends that match, and no other', async (type) => {
  const [first, second] = await pair();
  const [other, neighbour] = await pair();
  await first.act({ type: 'count' });
  expect(await first.act({ type })).toBe(type === 'throw' ? 'match_over' : undefined);
  expect(await second.ended()).toMatchObject({ outcome: null, reason: 'server_error' });
  await expect
    .poll(() => services.matches.get(first.room.roomId))
    .toMatchObject({ status: 'aborted', reason: 'server_error' });
  expect((await services.matches.log(first.room.roomId))?.chunks).not.toHaveLength(1);
  expect(await neighbour.act({ type: 'count' })).toBeUndefined();
  await Promise.all([other.room.leave(), neighbour.room.leave()]);
});

test('a shutdown tells the players, and writes their match as aborted', async () => {
  const [first, second] = await pair();
  const told = second.ended();
  await server.gracefullyShutdown(false);
  expect(await told).toMatchObject({ outcome: null, reason: 'server_shutdown' });
  expect(await services.matches.get(first.room.roomId)).toMatchObject({ status: 'aborted', reason: 'server_shutdown' });
});
