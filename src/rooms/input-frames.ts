// What is an input, on the wire: Colyseus' decoder takes noise for one, and prints warnings about every byte of it.

import { ProtocolModifier } from '@colyseus/core';
import { decode, Metadata } from '@colyseus/schema';
import type { InputShape } from '../games/kit/index.ts';

/** An input changes fields of a flat object: each change is one byte, then the new value. */
const indexMask = 0b0011_1111;
const operationMask = 0b1100_0000;
/** Of a change that is followed by no value. */
const REMOVE = 0b0100_0000;

type Read = (frame: Buffer, it: { offset: number }) => unknown;

/** Tells whether a frame is an input of this shape, and nothing else. Throws where the shape holds more than numbers. */
export function inputFrames({ schema }: InputShape): (frame: Buffer) => boolean {
  const readers = Object.values(Metadata.getFields(schema) as Record<string, string>).map(readerOf);
  return (frame) => {
    const it = { offset: 1 };
    // The moment that the player was seeing stands before the input.
    if (frame[0]! & ProtocolModifier.TIMED && !Number.isFinite(decode.number(frame, it))) return false;
    while (it.offset < frame.length) {
      const change = frame[it.offset++]!;
      const read = readers[change & indexMask];
      if (!read) return false;
      if ((change & operationMask) !== REMOVE) read(frame, it);
    }
    return it.offset === frame.length;
  };
}

function readerOf(type: string): Read {
  const read = /^(u?int(8|16|32)|float(32|64)|number|boolean)$/.test(type)
    ? (decode as unknown as Record<string, Read>)[type]
    : undefined;
  if (!read) throw new Error(`an input can't have a field of type ${JSON.stringify(type)}`);
  return read;
}
