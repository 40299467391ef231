// The room `me` as the client keeps it, where the player has more connections than one may have.

import type { Room } from '@colyseus/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Me } from '../../src/client/me.ts';
import { chess } from '../../src/games/chess/index.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';

let rooms: RoomServer;
beforeAll(async () => void (rooms = await startRoomServer(chess)));
afterAll(() => rooms.stop());

test('[H9] who made room for another connection of theirs does not take its place, but comes for a new listener', async () => {
  const sdk = await rooms.client();
  const joined: Room[] = [];
  const me = new Me(async () => {
    const room = await sdk.joinOrCreate('me');
    joined.push(room);
    return room;
  });
  await me.on('message', () => undefined);
  const closed = new Promise((resolve) => joined[0]!.onLeave(resolve));
  const others = await Promise.all(Array.from({ length: 10 }, () => sdk.joinOrCreate('me')));
  expect(await closed).toBe(4100);
  await me.on('message', () => undefined);
  expect(joined).toHaveLength(2);
  await Promise.all([me.leave(), ...others.map((room) => room.connection.isOpen && room.leave())]);
});
