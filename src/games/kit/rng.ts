// The seeded generator of every game: small, fast, and its whole state is four words that live in the match's state.
// sfc32 by Chris Doty-Humphrey (PractRand, "Small Fast Counting"), 128 bits of state.

import type { RngWords } from './game.ts';

/** Words from a match's seed: 32 hexadecimal digits. */
export function seeded(seed: string): RngWords {
  if (!/^[0-9a-f]{32}$/.test(seed)) throw new Error('a seed is 32 hexadecimal digits');
  const words = [0, 8, 16, 24].map((at) => Number.parseInt(seed.slice(at, at + 8), 16));
  // Doty-Humphrey's own seeding discards the first outputs, while the seed is not yet mixed.
  for (let i = 0; i < 12; i++) nextUint32(words);
  return words;
}

/** The next 32 random bits, as an unsigned integer; advances `words`. */
export function nextUint32(words: RngWords): number {
  const [a, b, c, counter] = words as [number, number, number, number];
  const sum = (((a + b) | 0) + counter) | 0;
  words[0] = (b ^ (b >>> 9)) >>> 0;
  words[1] = (c + (c << 3)) >>> 0;
  words[2] = (((c << 21) | (c >>> 11)) + sum) >>> 0;
  words[3] = (counter + 1) >>> 0;
  return sum >>> 0;
}

/** A uniform integer in [0, bound), bound ≤ 2^32; without modulo bias (rejection, as in OpenBSD's arc4random_uniform). */
export function below(words: RngWords, bound: number): number {
  const reject = 2 ** 32 % bound;
  for (;;) {
    const value = nextUint32(words);
    if (value >= reject) return value % bound;
  }
}
