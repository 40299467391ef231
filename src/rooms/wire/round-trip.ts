// How long a message to a client and back takes, as the server itself measures it: by WebSocket pings, which the
// client's code can delay but not hurry.

import { randomInt } from 'node:crypto';
import type { Client } from '@colyseus/core';

const intervalMs = 1_000;

/** The part of a `ws` socket that pings. */
interface PingSocket {
  ping(data: Buffer): void;
  on(event: 'pong', listener: (data: Buffer) => void): void;
  once(event: 'close', listener: () => void): void;
}

/** Measures until the connection closes; returns a reader of the least recent round trip in ms, undefined before the first. */
export function measureRoundTrip(client: Client, nowMs: () => number): () => number | undefined {
  const socket = client.ref as unknown as PingSocket;
  let sent = { nonce: 0, atMs: 0 };
  let roundTripMs: number | undefined;
  const ping = (): void => {
    sent = { nonce: randomInt(2 ** 32), atMs: nowMs() };
    const data = Buffer.alloc(4);
    data.writeUInt32BE(sent.nonce);
    socket.ping(data);
  };
  socket.on('pong', (data) => {
    // A pong that was made up, or answers an older ping, measures nothing.
    if (data.length === 4 && data.readUInt32BE() === sent.nonce) roundTripMs = nowMs() - sent.atMs;
  });
  const timer = setInterval(ping, intervalMs);
  socket.once('close', () => clearInterval(timer));
  ping();
  return () => roundTripMs;
}
