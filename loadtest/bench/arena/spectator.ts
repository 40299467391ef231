// A client that does nothing in its room: what it receives it counts, and does not decode.

import { Protocol } from '@colyseus/core';
import { openRawSocket, type RawSocket } from './raw-socket.ts';

const codeMask = 0b11111;

export class Spectator {
  bytes = 0;
  patches = 0;
  #socket: RawSocket | undefined;

  get lost(): boolean {
    return this.#socket?.closed ?? true;
  }

  /** Resolves when the room has let it in. */
  async enter(url: URL): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const receive = (head: Buffer, size: number): void => this.receive(head, size, resolve);
      openRawSocket(url, receive).then((socket) => (this.#socket = socket), reject);
    });
  }

  protected send(payload: Uint8Array): void {
    this.#socket?.send(payload);
  }

  protected receive(head: Buffer, size: number, entered: () => void): void {
    this.bytes += size;
    const code = head[0]! & codeMask;
    if (code === Protocol.ROOM_STATE_PATCH) this.patches += 1;
    else if (code === Protocol.JOIN_ROOM) {
      // Answering is what lets the state come.
      setImmediate(() => this.send(Uint8Array.of(Protocol.JOIN_ROOM)));
    } else if (code === Protocol.ROOM_STATE) entered();
  }
}
