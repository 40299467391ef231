// Frames that follow each other at once leave in one write: a system call is the dearest part of a small frame.

import { nextTick } from 'node:process';
import type { Client } from '@colyseus/core';

/** The part of a `ws` socket that this is about: its TCP socket, undefined once it is closed. */
interface WithSocket {
  readonly _socket?: { cork(): void; uncork(): void };
}

/** Holds back what is sent to this client until the work at hand is done: a patch waits for the answer that follows it. */
export function inOneWrite(client: Client): void {
  const { _socket: socket } = client.ref as unknown as WithSocket;
  if (!socket) return;
  socket.cork();
  nextTick(() => socket.uncork());
}
