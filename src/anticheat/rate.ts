// More actions and key changes than fingers make, for seconds on end.

import type { Seat } from '../games/kit/index.ts';
import { type Detector, evidence, type Review } from './kit.ts';
import { keyChanges } from './keys.ts';

const windowSeconds = 10;

export const rate: Detector = {
  about: 'acted more often than fingers can',
  unit: `actions and key changes a second, in the busiest ${windowSeconds} seconds`,
  ofMachines: true,
  // Ten taps a second, each a press and a release, for ten seconds: more than the fastest fingers keep up.
  threshold: 20,
  extreme: 60,

  measure(review) {
    const { seats, tickRate } = review.log.header;
    return seats.map((_, seat) => {
      const acts = actsOf(review, seat);
      const { from, to } = busiest(acts, windowSeconds * tickRate);
      const value = (to - from) / windowSeconds;
      const ticks = evidence([...new Set(acts.slice(from, to))]);
      const summary = `${value.toFixed(0)} actions and key changes a second for ${windowSeconds} seconds`;
      return { seat, value, ticks, summary };
    });
  },
};

/** The tick of everything that this seat did, in order. */
function actsOf({ log, keys }: Review, seat: Seat): number[] {
  const actions = log.entries.filter((entry) => entry.kind === 'action' && entry.seat === seat);
  return [...actions, ...keyChanges(log, seat, keys)].map(({ tick }) => tick).sort((a, b) => a - b);
}

/** The stretch of a sorted list that has the most within so many ticks. */
function busiest(ticks: readonly number[], length: number): { from: number; to: number } {
  let best = { from: 0, to: 0 };
  let from = 0;
  for (const [at, tick] of ticks.entries()) {
    while (tick - ticks[from]! >= length) from++;
    if (at + 1 - from > best.to - best.from) best = { from, to: at + 1 };
  }
  return best;
}
