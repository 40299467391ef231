// Stands before Colyseus' decoder of client frames, which trusts some of what it reads.

import type { Client, Room } from '@colyseus/core';
import { Protocol } from '@colyseus/core';

/** A frame's code is in the low five bits of its first byte. */
const codeMask = 0b11111;

/**
 * Drops frames with which a client could harm the process: unreliable inputs carry counts and lengths that the decoder
 * believes (16 bytes hang it for good), and a frame that it throws at must not reach the socket's listener.
 * `onMalformed` decides what becomes of the sender.
 */
export function guardFrames(room: Room, onMalformed: (client: Client) => void): void {
  const decode = room['_onMessage'].bind(room) as (client: Client, frame: Buffer) => void;
  const guarded = (client: Client, frame: Buffer): void => {
    if (((frame[0] ?? 0) & codeMask) === Protocol.ROOM_INPUT_UNRELIABLE) return onMalformed(client);
    try {
      decode(client, frame);
    } catch {
      onMalformed(client);
    }
  };
  Object.defineProperty(room, '_onMessage', { value: guarded });
}
