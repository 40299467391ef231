// Frames that the house makes itself, over real sockets to the real SDK: of every length, with others between them.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientState, getMessageBytes, matchMaker, Protocol, Room, Server } from '@colyseus/core';
import { Client } from '@colyseus/sdk';
import { WebSocketTransport } from '@colyseus/ws-transport';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendToAll, sendToEach } from '../../../src/rooms/wire/shared-frame.ts';

/** Around where the header of a frame gets longer. */
const lengths = [1, 100, 117, 118, 119, 120, 4_000, 65_520, 65_526, 65_527, 65_528, 65_600, 200_000];

const http = createServer();
const server = new Server({
  transport: new WebSocketTransport({ server: http }),
  greet: false,
  gracefullyShutdown: false,
});
let endpoint: string;

beforeAll(async () => {
  server.define('plain', class extends Room {});
  await server.listen(0, '127.0.0.1');
  endpoint = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
});
afterAll(() => server.gracefullyShutdown(false));

const message = (bytes: Uint8Array): Uint8Array =>
  getMessageBytes.raw(Protocol.ROOM_DATA_BYTES, 'bytes', undefined, bytes);

test('arrive whole and in order, shared or with a beginning of its own for each', async () => {
  const rooms = [await new Client(endpoint).joinOrCreate('plain'), await new Client(endpoint).joinOrCreate('plain')];
  const received = rooms.map((room) => {
    const messages: string[] = [];
    room.onMessage('bytes', (bytes: Uint8Array) => messages.push(`${bytes.length} ${bytes[0]} ${bytes.at(-1)}`));
    return messages;
  });
  const { clients } = matchMaker.getLocalRoomById(rooms[0]!.roomId);
  await expect.poll(() => clients.every(({ state }) => state === ClientState.JOINED)).toBe(true);
  const sent = rooms.map((): string[] => []);
  for (const [i, length] of lengths.entries()) {
    const bytes = Buffer.alloc(length, i);
    sendToAll(clients, message(bytes));
    const whole = message(bytes);
    // The message's code and name, and the first of its bytes.
    const shared = whole.length - length + 1;
    const own = (client: (typeof clients)[number], beginning: Buffer): void => {
      beginning.set(whole.subarray(0, shared));
      beginning[shared - 1] = 200 + clients.indexOf(client);
    };
    sendToEach(clients, shared, own, whole.subarray(shared));
    for (const client of clients) client.sendBytes('bytes', bytes.subarray(0, 1));
    for (const [at, list] of sent.entries()) {
      list.push(`${length} ${i} ${i}`, `${length} ${200 + at} ${length === 1 ? 200 + at : i}`, `1 ${i} ${i}`);
    }
  }
  await expect.poll(() => received).toEqual(sent);
});
