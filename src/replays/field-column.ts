// One field of many inputs as a column: each value as its difference to the one before it, counted around the field's
// own range, so that a turn from direction 255 to 0 is one step and a value of a byte stays one.

import { ByteWriter, type ByteReader } from '../games/kit/index.ts';

/** A field's new value, and the same seat's value before it. */
export type Step = readonly [value: number, before: number];

const LARGEST = 2 ** 52;

/** Throws on numbers that are too large to be told apart. */
export function encodeField(steps: readonly Step[]): Uint8Array {
  const least = steps.flat().reduce((a, b) => Math.min(a, b), 0);
  const range = steps.flat().reduce((a, b) => Math.max(a, b), 0) - least + 1;
  if (range > LARGEST || least < -LARGEST) throw new Error('an input holds a number that is too large');
  const out = new ByteWriter();
  out.signed(least);
  out.varint(range);
  const put = (value: number): void => (range <= 256 ? out.byte(value) : out.varint(value));
  for (const [value, before] of steps) put(zigzag(around(value - before, range)));
  return out.bytes();
}

/** Reads one value after the other, each by the one before it. */
export function decodeField(input: ByteReader): (before: number) => number {
  const least = input.signed();
  const range = input.varint();
  return (before) => {
    const step = unzigzag(range <= 256 ? input.byte() : input.varint());
    return least + modulo(before + step - least, range);
  };
}

/** The shortest way around: from -range / 2 up to, and without, range / 2. */
function around(difference: number, range: number): number {
  const half = Math.floor(range / 2);
  return modulo(difference + half, range) - half;
}

const modulo = (value: number, range: number): number => ((value % range) + range) % range;
const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);
const unzigzag = (value: number): number => (value % 2 === 0 ? value / 2 : -(value + 1) / 2);
