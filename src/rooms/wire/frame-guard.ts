// Stands before Colyseus' decoder of client frames, which trusts some of what it reads.

import type { Client, Room } from '@colyseus/core';
import { Protocol } from '@colyseus/core';
import type { InputShape } from '../../games/kit/index.ts';
import { inputFrames } from '../input-frames.ts';

/** A frame's code is in the low five bits of its first byte. */
const codeMask = 0b11111;

/**
 * Drops frames with which a client could harm the process: unreliable inputs carry counts and lengths that the decoder
 * believes (16 bytes hang it for good), noise in place of an input is decoded to something, and a frame that it throws at
 * must not reach the socket's listener. `onMalformed` decides what becomes of the sender.
 */
export function guardFrames(room: Room, inputs: InputShape | undefined, onMalformed: (client: Client) => void): void {
  const decode = room['_onMessage'].bind(room) as (client: Client, frame: Buffer) => void;
  const isInput = inputs ? inputFrames(inputs) : () => false;
  const guarded = (client: Client, frame: Buffer): void => {
    const code = (frame[0] ?? 0) & codeMask;
    try {
      if (code === Protocol.ROOM_INPUT_UNRELIABLE) onMalformed(client);
      else if (code === Protocol.ROOM_INPUT_RELIABLE && !isInput(frame)) onMalformed(client);
      else decode(client, frame);
    } catch {
      onMalformed(client);
    }
  };
  Object.defineProperty(room, '_onMessage', { value: guarded });
}
