// A room's ticks over real time: as many as there should be, none skipped, none twice at once while nothing is late.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noise } from '../support/noise.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

const { tickRate } = noise.rules;
let rooms: RoomServer;
/** When each tick was. */
let ticks: number[] = [];
const counted: typeof noise = {
  ...noise,
  rules: { ...noise.rules, step: (state) => void (ticks.push(performance.now()), (state.still = true)) },
};
beforeAll(async () => {
  rooms = await startRoomServer(counted);
});
afterAll(() => rooms.stop());

/**
 * Two seconds, in whose middle the whole process stands still for three ticks. A machine that is busy may leave it
 * standing for more than is made up for: then two others.
 */
async function twoSeconds(): Promise<readonly number[]> {
  // From the last one before: what is late as they begin to be counted counts, too.
  ticks = ticks.slice(-1);
  await sleep(1_000);
  const hitchMs = performance.now() + 100;
  while (performance.now() < hitchMs);
  await sleep(1_000);
  const during = ticks;
  const longestMs = Math.max(...during.slice(1).map((atMs, i) => atMs - during[i]!));
  return longestMs < (5 * 1000) / tickRate ? during : twoSeconds();
}

test('[G4] ticks keep to the rate of the game, are made up for after a hitch, and end with the room', async () => {
  const tables = await rooms.match();
  const { roomId } = tables[0]!.room;
  await expect.poll(() => ticks.length).toBeGreaterThan(0);
  const during = await twoSeconds();
  const expected = ((during.at(-1)! - during[0]!) * tickRate) / 1000;
  expect(Math.abs(during.length - 1 - expected)).toBeLessThan(4);

  const room = matchMaker.getLocalRoomById(roomId);
  await room.disconnect();
  await sleep(100);
  const after = ticks.length;
  await sleep(300);
  expect(ticks.length).toBe(after);
});
