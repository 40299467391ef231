// How many watch: counted for all rooms of a process at once.

import { matchMaker } from '@colyseus/core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { watchMatch } from '../../../loadtest/client.ts';
import { chess } from '../../../src/games/chess/index.ts';
import { openCrowds } from '../../../src/rooms/watch/crowds.ts';
import { type RoomServer, startRoomServer } from '../../support/room-server.ts';

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(chess);
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => rooms.stop());

test('[W5] however many rooms ask, all listings are read once in a while, and count for every match', async () => {
  const [some, others] = [await rooms.match('untimed'), await rooms.match('untimed')];
  const [one, two] = [some[0]!.room.roomId, others[0]!.room.roomId];
  const watching = [];
  for (const matchId of [one, one, two]) watching.push(await watchMatch(await rooms.client(), matchId));
  const own = await (await rooms.client()).create('watch', { matchId: one, own: true });
  own.onMessage('*', () => undefined);

  const reads = vi.spyOn(matchMaker.driver, 'query');
  const errors: unknown[] = [];
  let nowMs = 0;
  const crowds = openCrowds({ nowMs: () => nowMs, onError: (error) => errors.push(error) });
  const ask = () => Promise.all([one, two, 'nobody', one, two].map((matchId) => crowds.of(matchId)));
  expect(await ask()).toEqual([3, 1, 0, 3, 1]);
  await watching[0]!.room.leave();
  expect(await ask()).toEqual([3, 1, 0, 3, 1]);
  expect(reads).toHaveBeenCalledTimes(1);
  nowMs += 3_000;
  expect(await ask()).toEqual([2, 1, 0, 2, 1]);
  expect(reads).toHaveBeenCalledTimes(2);

  nowMs += 3_000;
  reads.mockRejectedValueOnce(new Error('Redis is away'));
  expect(await ask()).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(errors).toEqual([new Error('Redis is away')]);
  nowMs += 3_000;
  expect(await crowds.of(two)).toBe(1);
  await Promise.all(
    [own, ...[...watching.slice(1), ...some, ...others].map(({ room }) => room)].map((room) => room.leave()),
  );
});

test('[W5] the rooms of a process ask together', async () => {
  const tables = await rooms.match('untimed');
  const { roomId } = tables[0]!.room;
  const heard: number[] = [];
  const own = await Promise.all(
    [1, 2, 3, 4, 5, 6].map(async () => (await rooms.client()).create('watch', { matchId: roomId, own: true })),
  );
  for (const room of own) {
    room.onMessage('*', () => undefined);
    room.onMessage<{ spectators: number }>('crowd', ({ spectators }) => heard.push(spectators));
  }
  const reads = vi.spyOn(matchMaker.driver, 'query');
  await expect.poll(() => heard.length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2 * own.length);
  expect(heard.at(-1)).toBe(own.length);
  expect(reads.mock.calls.length).toBeLessThan(heard.length / 2);
  await Promise.all([...own, ...tables.map(({ room }) => room)].map((room) => room.leave()));
});
