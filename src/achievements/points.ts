// What a game is worth in points, so that totals and averages mean the same over all games and titles.

import type { Seat } from '../games/kit/index.ts';

/** A match won. It divides evenly by up to six opponents; five wins of six average 2,000, five of eight 1,500. */
export const FULL_POINTS = 2_400;

/** Of all seats that came out ahead or behind: the share that came out behind. Only ties, a partner's included: half. */
export function matchPoints(ranks: readonly number[], seat: Seat): number {
  const own = ranks[seat]!;
  const behind = ranks.filter((rank) => rank > own).length;
  const apart = ranks.filter((rank) => rank !== own).length;
  return Math.round(apart === 0 ? FULL_POINTS / 2 : (FULL_POINTS * behind) / apart);
}

/** A title says which of its scores is worth a match won; less is worth less in proportion, and more is not more. */
export function titlePoints(score: number, fullScore: number): number {
  return Math.round(FULL_POINTS * Math.min(1, Math.max(0, score / fullScore)));
}
