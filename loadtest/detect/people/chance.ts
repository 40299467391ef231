// Seeded chance for people who are modelled: the same seed gives the same people.

import { createHash } from 'node:crypto';
import { nextUint32, type RngWords } from '../../../src/games/kit/index.ts';

/** Uniform in [0, 1). */
export const uniform = (rng: RngWords): number => nextUint32(rng) / 2 ** 32;

/** Normal with mean 0 and deviation 1 (Box and Muller 1958). */
export const normal = (rng: RngWords): number =>
  Math.sqrt(-2 * Math.log(1 - uniform(rng))) * Math.cos(2 * Math.PI * uniform(rng));

export const exponential = (rng: RngWords): number => -Math.log(1 - uniform(rng));

/** The seed of the n-th match of a kind; the same on every run. */
export const seedOf = (kind: string, n: number): string =>
  createHash('sha256').update(`${kind} ${n}`).digest('hex').slice(0, 32);
