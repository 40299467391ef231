// How many rooms of one player's making may wait, however long they have waited, as another process counts them.

import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chess } from '../../src/games/chess/index.ts';
import { openWaitingRooms } from '../../src/rooms/waiting-rooms.ts';
import { roomKey, type RoomServer, startRoomServer } from '../support/room-server.ts';

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(chess);
});
afterAll(() => rooms.stop());

test('[M1] rooms that have waited for hours count, unless the process is gone that had them', async () => {
  const ann = await rooms.client();
  const { playerId } = (await rooms.services.sessions.verify(ann.auth.token!))!;
  for (let n = 0; n < 5; n++) {
    const room = await ann.create('chess', { mode: 'blitz', private: true });
    room.onMessage('*', () => undefined);
  }
  const { hasTooMany } = openWaitingRooms(roomKey);
  expect(await hasTooMany(playerId)).toBe(true);
  const listed = await matchMaker.query({});
  for (const listing of listed) listing.createdAt = new Date(Date.now() - 5 * 3_600_000);
  expect(await hasTooMany(playerId)).toBe(true);
  listed[0]!.processId = 'killed';
  expect(await hasTooMany(playerId)).toBe(false);
});
