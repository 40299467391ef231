// A room's ticks over real time: as many as there should be, none skipped, none twice at once while nothing is late.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noise } from '../support/noise.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

let rooms: RoomServer;
let ticks = 0;
const counted: typeof noise = {
  ...noise,
  rules: { ...noise.rules, step: (state) => void ((ticks += 1), (state.still = true)) },
};
beforeAll(async () => {
  rooms = await startRoomServer(counted);
});
afterAll(() => rooms.stop());

test('[G4] ticks keep to the rate of the game, are made up for after a hitch, and end with the room', async () => {
  const tables = await rooms.match();
  const { roomId } = tables[0]!.room;
  const startMs = performance.now();
  const before = ticks;
  await sleep(1_000);
  // The whole process stands still for three ticks.
  const hitchMs = performance.now() + 100;
  while (performance.now() < hitchMs);
  await sleep(1_000);
  const expected = ((performance.now() - startMs) * noise.rules.tickRate) / 1000;
  expect(Math.abs(ticks - before - expected)).toBeLessThan(4);

  const room = matchMaker.getLocalRoomById(roomId);
  await room.disconnect();
  await sleep(100);
  const after = ticks;
  await sleep(300);
  expect(ticks).toBe(after);
});
