// Statistics as they are shown.

import { isoDay } from '../day-range.ts';
import type { DaySum, Tally } from './tally.ts';

type Sums = Pick<Tally, 'matches' | 'wins' | 'draws' | 'losses' | 'seconds' | 'points'>;

/** Averages are null where there is nothing to average. */
function figuresOf({ matches, wins, draws, losses, seconds, points }: Sums) {
  const each = (sum: number, digits: number): number | null => (matches === 0 ? null : round(sum / matches, digits));
  return {
    ...{ matches, wins, draws, losses, winRate: each(wins, 4) },
    ...{ seconds, averageSeconds: each(seconds, 1), points, averagePoints: each(points, 1) },
  };
}

/** With streaks; undefined stands for nothing played yet. */
export function totalsOf(total: Tally | undefined) {
  const { lastRun: current, longestRun: longest, lastAt } = total ?? { lastRun: 0, longestRun: 0, lastAt: null };
  const nothing = { matches: 0, wins: 0, draws: 0, losses: 0, seconds: 0, points: 0 };
  return { ...figuresOf(total ?? nothing), streak: { current, longest }, lastPlayedAt: lastAt };
}

/** One entry for each day that was played, in their order. */
export function trendOf(days: readonly DaySum[]) {
  const byDay = Map.groupBy(days, ({ day }) => isoDay(day));
  return [...byDay].map(([day, sums]) => ({ day, ...figuresOf(sums.reduce(addUp)) }));
}

/** Sums alone: streaks of several modes do not add up. */
function addUp<Sum extends Sums>(a: Sum, b: Sum): Sum {
  return {
    ...a,
    ...{ matches: a.matches + b.matches, wins: a.wins + b.wins, draws: a.draws + b.draws },
    ...{ losses: a.losses + b.losses, seconds: a.seconds + b.seconds, points: a.points + b.points },
  };
}

/** Of all achievements that there are, hidden ones included, how many a player has. */
export interface Completion {
  readonly unlocked: number;
  readonly total: number;
}

export const completionOf = ({ unlocked, total }: Completion) => ({
  ...{ unlocked, total, completionPercent: total === 0 ? null : round((100 * unlocked) / total, 1) },
});

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
