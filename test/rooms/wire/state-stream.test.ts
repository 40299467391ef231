// A client that stops reading, over a real socket: it must not cost the server memory, nor end up with another state.

import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Table } from '../../../loadtest/client.ts';
import { noise } from '../../support/noise.ts';
import { type RoomServer, startRoomServer } from '../../support/room-server.ts';
import { startStallingProxy } from '../../support/stalling-proxy.ts';

/** A masked WebSocket frame without a payload (RFC 6455, 5.5.3). */
const emptyPong = Uint8Array.of(0x8a, 0x80, 0, 0, 0, 0);

let rooms: RoomServer;
beforeAll(async () => {
  rooms = await startRoomServer(noise);
});
afterAll(() => rooms.stop());

test('a reader that stalls is left out, and gets a fresh state when it reads again', async () => {
  const proxy = await startStallingProxy(rooms.port);
  const slow = await (await rooms.client(proxy.port)).joinOrCreate('noise', {});
  const [first, second] = [
    new Table(await (await rooms.client()).joinOrCreate('noise', {})),
    new Table(await (await rooms.client()).joinOrCreate('noise', {})),
  ];
  slow.reconnection.enabled = false;
  await expect.poll(() => slow.state.cells?.length).toBe(3_000);
  const { clients } = matchMaker.getLocalRoomById(first.room.roomId);
  const waiting = (): number => (clients.getById(slow.sessionId)!.ref as unknown as WebSocket).bufferedAmount;

  proxy.stall();
  // It pretends to live: without its pongs, Colyseus itself would give it up.
  const pretending = setInterval(() => proxy.forge(emptyPong), 500);
  await expect.poll(waiting, { timeout: 30_000 }).toBeGreaterThan(128 * 1024);
  const tickWhenFull = second.room.state.tick as number;
  const waitingWhenFull = waiting();
  // The others play on, and nothing more is kept for this one than the patch that was being made.
  await expect.poll(() => second.room.state.tick, { timeout: 30_000 }).toBeGreaterThan(tickWhenFull + 20);
  expect(waiting()).toBeLessThan(waitingWhenFull + 256 * 1024);

  proxy.flow();
  const tickWhenFlowing = second.room.state.tick as number;
  await expect.poll(() => slow.state.tick, { timeout: 20_000 }).toBeGreaterThan(tickWhenFlowing);
  await first.act({ type: 'still' });
  for (const room of [slow, first.room]) await expect.poll(() => room.state.still, { timeout: 20_000 }).toBe(true);
  clearInterval(pretending);
  const cells = [...first.room.state.cells];
  expect([...slow.state.cells]).toEqual(cells);
  expect([...slow.state.tail]).toEqual([...first.room.state.tail]);
  proxy.close();
});
