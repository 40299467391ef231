// Rhythms that only a machine keeps. Even trained hands vary by some per cent from tap to tap (Repp 2005, Psychonomic
// Bulletin & Review 12:969); a macro repeats its intervals to the tick, be it one interval or a short figure of some.

import type { Seat } from '../games/kit/index.ts';
import { type Detector, evidence, type Measurement, observed, type Review } from './kit.ts';
import { keyChanges } from './keys.ts';
import { percent } from './statistics.ts';

/** In seconds: in shorter intervals a tick hides a hand's variation. */
const shortest = 0.25;
/** In seconds: longer ones are pauses, of a hand and of a head. */
const longest = { press: 1.5, turn: 30 } as const;
/** Intervals that differ by more than this part, and more than a tick, are not of one rhythm: a pause, another pace. */
const alike = 0.12;
/** Figures of up to so many intervals. */
const longestFigure = 4;
const leastKept = 40;

export const regularity: Detector = {
  about: 'kept a rhythm that hands do not keep',
  unit: 'of the intervals that keep a rhythm (of one key, or of turns), the share that is the same to the tick',
  ofMachines: true,
  threshold: 0.8,
  extreme: 1,

  measure(review) {
    const { seats, tickRate } = review.log.header;
    return seats.flatMap((_, seat) => [
      ...review.keys.flatMap((key) => judge(seat, pressesOf(review, seat, key), tickRate, longest.press)),
      ...judge(seat, turnsOf(review, seat), tickRate, longest.turn),
    ]);
  },
};

/** Something done, and after how many ticks. */
interface Beat {
  readonly tick: number;
  readonly interval: number;
}

/** Each press of a key, after the one before. */
function pressesOf({ log }: Review, seat: Seat, key: string): Beat[] {
  const presses = keyChanges(log, seat, [key]).filter(({ value }) => value !== 0);
  return presses.slice(1).map(({ tick }, at) => ({ tick, interval: tick - presses[at]!.tick }));
}

/** Each move of a game that has turns, after its turn's begin. */
const turnsOf = (review: Review, seat: Seat): Beat[] =>
  observed(review, 'reaction')
    .filter((each) => each.seat === seat && each.to === 'turn')
    .map(({ tick, afterTicks }) => ({ tick, interval: afterTicks }));

/** For figures of each length: of the intervals that are much as the one that many before, how many are just as long. */
function judge(seat: Seat, beats: readonly Beat[], tickRate: number, longestSeconds: number): Measurement[] {
  return Array.from({ length: longestFigure }, (_, shorter) => shorter + 1).flatMap((figure) => {
    const before = ({ interval }: Beat, at: number): number | undefined => {
      const earlier = beats[at - figure]?.interval ?? Infinity;
      // The longer of the two: a bound for each would cut a hand's variation off, and leave what looks regular.
      const longer = Math.max(interval, earlier);
      const isBeat = longer >= shortest * tickRate && longer <= longestSeconds * tickRate;
      return isBeat && longer - Math.min(interval, earlier) <= Math.max(1, alike * earlier) ? earlier : undefined;
    };
    const kept = beats.filter((beat, at) => before(beat, at) !== undefined);
    if (kept.length < leastKept) return [];
    const same = beats.filter((beat, at) => before(beat, at) === beat.interval);
    const value = same.length / kept.length;
    const summary = `${percent(value)} of ${kept.length} intervals in a rhythm are the same to the tick, in a figure of ${figure}`;
    return [{ seat, value, ticks: evidence(same.map(({ tick }) => tick)), summary }];
  });
}
