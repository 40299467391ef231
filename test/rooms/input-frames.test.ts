// Which frames pass for inputs: all that the SDK's own encoder writes, and no noise.

import { encode, schema, t } from '@colyseus/schema';
import { InputEncoder } from '@colyseus/schema/input';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arena } from '../../src/games/arena/index.ts';
import { inputFrames } from '../../src/rooms/input-frames.ts';

const inputs = arena.inputs!;
const isInput = inputFrames(inputs);

const RELIABLE = 19;
const TIMED = 0x80;

/** A frame as the SDK sends it. */
function frame(body: Uint8Array, stamp?: number): Buffer {
  const head = new Uint8Array(10);
  const it = { offset: 1 };
  head[0] = stamp === undefined ? RELIABLE : RELIABLE | TIMED;
  if (stamp !== undefined) encode.number(head, stamp, it);
  return Buffer.concat([head.subarray(0, it.offset), body]);
}

/** The encoder of clients makes a number of it; a forger need not. */
function atNoTime(stamp: number, body: Uint8Array): Buffer {
  const head = Buffer.from([RELIABLE | TIMED, 0xcb, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeDoubleLE(stamp, 2);
  return Buffer.concat([head, body]);
}

const changes = fc.array(fc.dictionary(fc.constantFrom('moveX', 'moveY', 'aim', 'fire'), fc.option(fc.integer())), {
  minLength: 1,
});

describe('[V4] input frames', () => {
  test('are whatever the encoder of clients writes', () => {
    const stamp = fc.option(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })));
    fc.assert(
      fc.property(changes, stamp, (steps, at) => {
        const data = new inputs.schema() as object;
        const encoder = new InputEncoder(data as never);
        for (const step of steps) {
          for (const [field, value] of Object.entries(step)) Object.assign(data, { [field]: value ?? undefined });
          expect(isInput(frame(encoder.encode(), at ?? undefined))).toBe(true);
        }
      }),
    );
  });

  test('are nothing that is cut short, goes on, names a field that there is not, or is of no time', () => {
    const whole = Uint8Array.of(0x80, 1, 0x82, 200);
    expect(isInput(frame(whole, 12_345))).toBe(true);
    for (const length of [1, 3]) expect(isInput(frame(whole.subarray(0, length)))).toBe(false);
    expect(isInput(frame(Uint8Array.of(...whole, 0x81)))).toBe(false);
    for (const change of [0x84, 0x04, 0x44, 0xff, 0xd5]) expect(isInput(frame(Uint8Array.of(change, 1)))).toBe(false);
    for (const stamp of [NaN, Infinity, -Infinity]) expect(isInput(atNoTime(stamp, whole))).toBe(false);
    expect(isInput(Buffer.of(RELIABLE | TIMED))).toBe(false);
  });

  test.each([t.string(), t.array('int8')])('know no shapes but flat ones of numbers', (field) => {
    expect(() => inputFrames({ ...inputs, schema: schema({ field }, 'Odd') })).toThrow(/an input can't have a field/);
  });
});
