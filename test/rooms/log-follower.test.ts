// Following a log that can't be followed.

import { LocalPresence } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chess } from '../../src/games/chess/index.ts';
import { type LogFollowerOptions, openLogFollower } from '../../src/rooms/log-follower.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

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
