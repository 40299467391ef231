// Closes a client's connection for good, whether the client agrees or not: a closing handshake waits for an answer, and
// what arrives meanwhile would still be played.

import { type Client, type ClientPrivate, ClientState } from '@colyseus/core';

/** Who has not closed after so long is cut off. */
const patienceMs = 2_000;

/** The part of a `ws` socket that this is about. */
interface Socket {
  terminate(): void;
}

export function sendAway(client: Client, code: number, reason: string): void {
  (client as Client & ClientPrivate).state = ClientState.LEAVING;
  client.leave(code, reason);
  const socket = client.ref as unknown as Socket;
  setTimeout(() => socket.terminate(), patienceMs).unref();
}
