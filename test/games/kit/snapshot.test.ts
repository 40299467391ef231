// Snapshots: what goes in comes out, equal states have equal bytes, and bytes that are no snapshot are refused.

import { type MapSchema, schema, t } from '@colyseus/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { restore, snapshot, stateHash } from '../../../src/games/kit/snapshot.ts';
import { sha256 } from '../driver.ts';

const text = fc.string({ unit: 'binary' });
const { value: states } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.maxSafeInteger(),
    fc.integer(),
    // Zero has one sign: a state in which -0 and 0 differ could not be kept in step over the wire.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    text,
    fc.array(tie('value')),
    fc.dictionary(text, tie('value'), { noNullPrototype: true }),
    fc.array(fc.tuple(text, tie('value'))).map((entries) => new Map(entries)),
  ),
}));

const Body = schema({ x: t.int32(), speed: t.float64(), tags: t.array('string') }, 'Body');
const World = schema(
  {
    tick: t.uint32().noSync(),
    bodies: t.map(Body),
    rng: t.array('uint32'),
    hidden: t.array('string').noSync(),
    over: t.boolean(),
  },
  'World',
);

describe('a snapshot', () => {
  it('[G2] restores what it was taken of', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(restore(snapshot(state))).toEqual(state);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    0,
    -1,
    127,
    128,
    2 ** 31,
    -(2 ** 31),
    2 ** 52,
    -(2 ** 52),
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
  ])('[G2] restores the integer %d', (value) => {
    expect(restore(snapshot(value))).toBe(value);
  });

  it.each([0.1, -0.5, 5e-324, Number.MAX_VALUE, 2 ** 53, -(2 ** 60)])('[G2] restores the double %d', (value) => {
    expect(restore(snapshot(value))).toBe(value);
  });

  it('[G2] does not depend on the order in which fields and keys were set', () => {
    const entries = fc.uniqueArray(fc.tuple(text, fc.integer()), { selector: ([key]) => key });
    fc.assert(
      fc.property(entries, (pairs) => {
        const reversed = pairs.toReversed();
        expect(snapshot(new Map(reversed))).toEqual(snapshot(new Map(pairs)));
        expect(snapshot(Object.fromEntries(reversed))).toEqual(snapshot(Object.fromEntries(pairs)));
      }),
    );
  });

  it('[G2] leaves undefined fields out, and tells other differences apart', () => {
    expect(snapshot({ a: 1, b: undefined })).toEqual(snapshot({ a: 1 }));
    const different = [{}, [], new Map(), null, 0, '', false, { a: null }, { a: 0 }, [0], [[]], new Map([['a', 0]])];
    expect(new Set(different.map((state) => String(snapshot(state)))).size).toBe(different.length);
  });

  it('[G2] has the same bytes of schema objects as of plain ones', () => {
    const body = fc.record({
      x: fc.integer(),
      speed: fc.double({ noNaN: true, noDefaultInfinity: true }),
      tags: fc.array(text),
    });
    const world = fc.record({
      tick: fc.nat(),
      bodies: fc.dictionary(fc.string({ minLength: 1 }), body, { noNullPrototype: true }),
      rng: fc.array(fc.nat({ max: 2 ** 32 - 1 })),
      hidden: fc.array(text),
      over: fc.boolean(),
    });
    fc.assert(
      fc.property(world, (fields) => {
        const bodies = new Map(Object.entries(fields.bodies));
        const onWire = new World().assign({
          tick: fields.tick,
          rng: fields.rng,
          hidden: fields.hidden,
          over: fields.over,
        });
        for (const [id, each] of bodies) (onWire.bodies as MapSchema).set(id, new Body().assign(each));
        expect(snapshot(onWire)).toEqual(snapshot({ ...fields, bodies }));
      }),
    );
  });

  it.each([[Number.NaN], [Infinity], [1n], [() => 0], [Symbol('state')]])('[G2] refuses to hold %s', (value) => {
    expect(() => snapshot({ value })).toThrow("can't hold");
  });

  it('[L3] restores no bytes but those of a snapshot', () => {
    const bytes = snapshot({ name: 'a state', list: [1, 2.5, null, true] });
    for (let length = 0; length < bytes.length; length++) expect(() => restore(bytes.subarray(0, length))).toThrow();
    expect(() => restore(new Uint8Array([...bytes, 0]))).toThrow('left over');
    expect(() => restore(new Uint8Array([99]))).toThrow('unknown tag');
  });

  it('[G2] has a hash of eight bytes that any change changes', () => {
    const hashes = Array.from({ length: 1_000 }, (_, tick) => String(stateHash({ tick }, sha256)));
    expect(stateHash({ tick: 0 }, sha256)).toHaveLength(8);
    expect(new Set(hashes).size).toBe(1_000);
  });
});
