// A board: an order of players by a score, the highest first; of one score by player id. Each has a name, and the ranges
// into which its scores fall are the same for all.

import type { Ladder } from '../ladders/results.ts';

export interface Entry {
  readonly playerId: string;
  readonly score: number;
}

/** Where a player has a rating, or a best score. */
export interface Standing extends Ladder {
  readonly playerId: string;
}

export const achievementsBoard = 'achievements';

/** All of a ladder, or those of a region. */
export const ladderBoard = ({ game, mode, season }: Ladder, region?: string): string =>
  ['ladder', game, mode, season, ...(region === undefined ? [] : [region])].join('/');

/** A title's best scores, of all or of a region; the mode, which may be any text, comes last. */
export const titleBoard = ({ game, mode, season }: Ladder, region?: string): string =>
  [region === undefined ? 'scores' : `scores@${region}`, game, season, mode].join('/');

/**
 * Entries are counted by the first 12, 20 and 28 bits of their scores, in the order of scores (SQL: board_bucket). The
 * last of these ranges are a 1/65,536 of their scores wide: for a rating, 1/64 of a point.
 */
export const rangeBits = [12, 20, 28] as const;

const finest = BigInt(64 - rangeBits.at(-1)!);
const allButSign = 0x7fff_ffff_ffff_ffffn;
const view = new DataView(new ArrayBuffer(8));

/** The least score above the last range that this score is in. */
export function endOfRange(score: number): number {
  // One form of zero.
  view.setFloat64(0, score + 0);
  const bits = view.getBigInt64(0);
  // A double's bits are in the order of doubles, once those of a negative one are turned round.
  const end = (((bits < 0n ? bits ^ allButSign : bits) >> finest) + 1n) << finest;
  view.setBigInt64(0, end < 0n ? end ^ allButSign : end);
  const score64 = view.getFloat64(0);
  return Number.isNaN(score64) ? Infinity : score64;
}
