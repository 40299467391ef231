// Actions that the rules do not allow, again and again: someone tries what the server lets through.

import type { Detector } from './kit.ts';

/** A client that knows the rules is refused now and then, when something has come in between. */
const leastRefused = 25;

export const refusals: Detector = {
  about: 'tried what the rules forbid, again and again',
  unit: 'the share of its actions that were refused',
  ofMachines: false,
  threshold: 0.5,
  extreme: 1,

  measure: ({ log, refusals }) =>
    refusals.flatMap((reasons, seat) => {
      const refused = reasons.reduce((sum, { count }) => sum + count, 0);
      if (refused < leastRefused) return [];
      const allowed = log.entries.filter((entry) => entry.kind === 'action' && entry.seat === seat).length;
      const sent = refused + allowed;
      const often = reasons.toSorted((a, b) => b.count - a.count)[0]!;
      const ticks = new Set(reasons.flatMap(({ firstTick, lastTick }) => [firstTick, lastTick]));
      const summary = `${refused} of ${sent} actions were refused, most as ${often.reason} (${often.count})`;
      return { seat, value: refused / sent, ticks: [...ticks].sort((a, b) => a - b), summary };
    }),
};
