// The contract between achievements and whoever counts for them. An achievement is a pure fold over a player's scores, in
// the order of playing: the same scores give the same unlocks, however often and in whatever order they arrive.

import type { GameId } from '../games/index.ts';
import type { Seat } from '../games/kit/index.ts';
import type { Account } from '../replays/account.ts';

type Tier = 'bronze' | 'silver' | 'gold';

/** What a player made of one verified match, or a score that another title has submitted. */
export interface Score {
  /** A game of the house, or a title. */
  readonly game: string;
  readonly mode: string;
  /** Null for a title's. */
  readonly matchId: string | null;
  /** See points.ts. */
  readonly points: number;
  /** By achievement of this game: what its `measure` found in the match. */
  readonly feats: Readonly<Record<string, number>>;
}

/** What an achievement of one game looks for in a match of it. */
export interface Feat {
  readonly game: GameId;
  /** How often the seat has done it; measured once, and kept with the score. */
  measure(account: Account, seat: Seat): number;
}

export interface Achievement<Counter = unknown> {
  readonly title: string;
  readonly description: string;
  readonly tier: Tier;
  /** What an unlock is worth on the leaderboard of achievements. */
  readonly points: number;
  /** Not shown to anyone until it is unlocked. */
  readonly hidden?: boolean;
  /** It is unlocked when the progress reaches this. */
  readonly goal: number;
  readonly feat?: Feat;
  /** The counter before the first score: a JSON value, as all that `count` makes of it. */
  readonly start: Counter;
  /** `found` is what the feat found in this score's match; 0 without one. */
  count(counter: Counter, score: Score, found: number): Counter;
  /** From 0 to `goal`. */
  progress(counter: Counter): number;
}

/** How each is shown, and what it is worth. */
export type Face = Pick<Achievement, 'title' | 'description' | 'tier' | 'points' | 'hidden'>;

/** Adds something up over scores until there is enough of it. */
export function sum(face: Face, goal: number, amount: (score: Score) => number): Achievement<number> {
  return {
    ...face,
    goal,
    start: 0,
    count: (total, score) => total + amount(score),
    progress: (total) => Math.min(total, goal),
  };
}

/** A feat that is to be done so often, over all matches of a game. */
export function feat(game: GameId, face: Face, measure: Feat['measure'], goal = 1): Achievement<number> {
  return {
    ...face,
    goal,
    feat: { game, measure },
    start: 0,
    count: (total, _score, found) => total + found,
    progress: (total) => Math.min(total, goal),
  };
}
