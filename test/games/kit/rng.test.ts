// The seeded generator: the published outputs of sfc32, and fair numbers below a bound.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { below, nextUint32, seeded } from '../../../src/games/kit/rng.ts';

const outputs = (words: number[], count: number): number[] => Array.from({ length: count }, () => nextUint32(words));
const seeds = fc.stringMatching(/^[0-9a-f]{32}$/);

describe('sfc32', () => {
  // Words and outputs of PractRand pre0.95 (`RNG_output sfc32 64 <seed>`), which seeds a = 0, b and c with the seed's halves,
  // a counter of 1, and discards 12 outputs; as printed in https://github.com/sorairolake/sfc-rs (src/sfc32.rs).
  it.each([
    ['00000000000000000000000000000001', [0x514676c3, 0x08a809df, 0x30349d2b, 0xfb52c520, 0x38802be1, 0x948279e6]],
    ['0000000089abcdef0123456700000001', [0x84712d97, 0xf5a3d9c8, 0x5cd0a295, 0x35e05b54, 0x4c627ca1, 0x33a043e2]],
  ])('[G2] gives the published numbers for %s', (seed, expected) => {
    expect(outputs(seeded(seed), expected.length)).toEqual(expected);
  });

  it('[G2] goes on from its words alone', () => {
    const words = seeded('0123456789abcdef0123456789abcdef');
    outputs(words, 1_000);
    expect(outputs([...words], 100)).toEqual(outputs(words, 100));
  });

  it('[G2] keeps to unsigned 32-bit words', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const words = seeded(seed);
        for (const value of [...outputs(words, 50), ...words]) expect(value >>> 0).toBe(value);
      }),
    );
  });

  it.each(['', '0123', 'G'.repeat(32), 'A'.repeat(32), '0'.repeat(33)])('[G2] refuses the seed "%s"', (seed) => {
    expect(() => seeded(seed)).toThrow('32 hexadecimal digits');
  });
});

describe('below', () => {
  it('[G2] stays in its range, up to the widest', () => {
    const bounds = fc.oneof(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 2 ** 32 }),
      fc.constant(2 ** 32),
    );
    fc.assert(
      fc.property(seeds, bounds, (seed, bound) => {
        const value = below(seeded(seed), bound);
        expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
      }),
    );
  });

  it.each([2, 6, 20, 52])('[G2] is uniform below %i', (bound) => {
    const words = seeded('5eed'.repeat(8));
    const draws = 10_000 * bound;
    const counts = Array.from({ length: bound }, () => 0);
    for (let i = 0; i < draws; i++) counts[below(words, bound)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // Mean bound - 1, variance 2 (bound - 1): five deviations are beyond chance, and the seed is fixed.
    expect(chiSquare).toBeLessThan(bound - 1 + 5 * Math.sqrt(2 * (bound - 1)));
  });

  it('[G2] has no modulo bias', () => {
    // With plain remainders, a bound of 3/4 · 2^32 would give the lower third twice as often as the rest: half of the time.
    const words = seeded('b1a5'.repeat(8));
    const bound = 3 * 2 ** 30;
    const low = Array.from({ length: 30_000 }, () => below(words, bound)).filter((value) => value < 2 ** 30).length;
    expect(low / 30_000).toBeCloseTo(1 / 3, 1);
    expect(low / 30_000).toBeLessThan(0.36);
  });
});
