// Following a log that can't be followed.

import { LocalPresence } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chess } from '../../../src/games/chess/index.ts';
import { openLogFeed } from '../../../src/rooms/log-feed.ts';
import { type LogFollowerOptions, openLogFollower } from '../../../src/rooms/watch/log-follower.ts';
import { type RoomServer, startRoomServer } from '../../support/room-server.ts';

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(chess);
});
afterAll(() => rooms.stop());

test('[W1] who fails to open a running match hears no more of it', async () => {
  const tables = await rooms.match('untimed');
  expect(await tables[0]!.act({ type: 'move', move: 'e2e4' })).toBeUndefined();
  const presence = new LocalPresence();
  const open = (options: Partial<LogFollowerOptions>) =>
    openLogFollower({
      matchId: tables[0]!.room.roomId,
      matches: rooms.services.matches,
      presence,
      nowMs: () => performance.now(),
      onEntries: () => undefined,
      onError: () => undefined,
      ...options,
    });
  const follower = await open({});
  expect(await presence.channels()).toHaveLength(1);
  follower!.stop();
  const onEntries = (): never => {
    throw new Error('a game that is not known');
  };
  await expect(open({ onEntries })).rejects.toThrow('a game that is not known');
  // PostgreSQL says what it thinks of it.
  await expect(open({ matchId: 'no id' })).rejects.toThrow();
  expect(await open({ matchId: '00000000-0000-4000-8000-000000000000' })).toBeUndefined();
  expect(await presence.channels()).toEqual([]);
  await Promise.all(tables.map(({ room }) => room.leave()));
});

test('[W1] who has stopped does not read again, however much is missing', async () => {
  const tables = await rooms.match('untimed');
  const matchId = tables[0]!.room.roomId;
  const presence = new LocalPresence();
  /** Counts how often it has read the log. */
  async function follow() {
    const reads = { count: 0, onRead: (): void => undefined };
    const { matches } = rooms.services;
    const log: typeof matches.log = (id) => {
      reads.count += 1;
      reads.onRead();
      return matches.log(id);
    };
    const follower = await openLogFollower({
      ...{ matchId, presence, matches: { ...matches, log } },
      nowMs: () => performance.now(),
      onEntries: () => undefined,
      onError: () => undefined,
    });
    return { reads, follower: follower! };
  }
  const [early, inARead, never] = [await follow(), await follow(), await follow()];
  inARead.reads.onRead = () => inARead.follower.stop();
  // What comes before this is never written.
  openLogFeed(presence, matchId)({ from: 1_000, tick: 9, entries: new Uint8Array() });
  early.follower.stop();
  await expect.poll(() => inARead.reads.count).toBe(2);
  const before = never.reads.count;
  await expect.poll(() => never.reads.count).toBeGreaterThan(before + 2);
  never.follower.stop();
  expect([early.reads.count, inARead.reads.count]).toEqual([1, 2]);
  await Promise.all(tables.map(({ room }) => room.leave()));
});

test('[W1] news that can not be read are told as a failure of who follows', async () => {
  const tables = await rooms.match('untimed');
  const matchId = tables[0]!.room.roomId;
  const presence = new LocalPresence();
  const errors: unknown[] = [];
  const follower = await openLogFollower({
    ...{ matchId, presence, matches: rooms.services.matches },
    nowMs: () => performance.now(),
    onEntries: () => undefined,
    onError: (error) => errors.push(error),
  });
  openLogFeed(presence, matchId)({ from: 0, tick: 9, entries: Uint8Array.of(255) });
  expect(errors).toHaveLength(1);
  follower!.stop();
  await Promise.all(tables.map(({ room }) => room.leave()));
});
