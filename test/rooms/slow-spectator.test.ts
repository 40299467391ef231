// Spectators who can't keep up: they are sent less, then closed, and nobody else notices.

import { setTimeout as sleep } from 'node:timers/promises';
import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Table, watchMatch } from '../../loadtest/client.ts';
import { noise } from '../support/noise.ts';
import { type RoomServer, startRoomServer } from '../support/room-server.ts';
import { startStallingProxy } from '../support/stalling-proxy.ts';

/** A masked WebSocket frame without a payload (RFC 6455, 5.5.3). */
const emptyPong = Uint8Array.of(0x8a, 0x80, 0, 0, 0, 0);

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(noise);
});
afterAll(() => rooms.stop());

test('[W4] a slow spectator is served less often, one who reads nothing is closed, and others see every change', async () => {
  const tables: Table[] = [];
  for (let seat = 0; seat < 3; seat++) tables.push(new Table(await (await rooms.client()).joinOrCreate('noise', {})));
  const { roomId } = tables[0]!.room;
  const proxy = await startStallingProxy(rooms.port);
  const [healthy, slow] = [
    await watchMatch(await rooms.client(), roomId),
    await watchMatch(await rooms.client(proxy.port), roomId),
  ];
  slow.room.reconnection.enabled = false;
  await expect.poll(() => slow.room.state.cells?.length, { timeout: 10_000 }).toBe(3_000);
  const watchRoom = matchMaker.getLocalRoomById(healthy.room.roomId);
  expect(slow.room.roomId).toBe(healthy.room.roomId);
  let patches = 0;
  healthy.room.onStateChange(() => (patches += 1));

  // It pretends to live: without its pongs, Colyseus itself would give it up.
  const pretending = setInterval(() => proxy.forge(emptyPong), 500);
  // It reads again before it is given up: then it has the whole state at once, and goes on.
  proxy.stall();
  await sleep(4_000);
  proxy.flow();
  const tick = healthy.room.state.tick as number;
  await expect.poll(() => slow.room.state.tick, { timeout: 10_000 }).toBeGreaterThan(tick);

  proxy.stall();
  const { ref } = watchRoom.clients.getById(slow.room.sessionId)!;
  const closedWith = new Promise<number>((resolve) => {
    const socket = ref as unknown as { close(code: number): void };
    const close = socket.close.bind(socket);
    socket.close = (code) => {
      resolve(code);
      close(code);
    };
  });
  expect(await closedWith).toBe(4102);
  await expect.poll(() => watchRoom.clients.length, { timeout: 40_000 }).toBe(1);
  clearInterval(pretending);
  expect(patches).toBeGreaterThan(50);
  expect(healthy.room.state.tick).toBeGreaterThan(tick);
  proxy.close();
});
