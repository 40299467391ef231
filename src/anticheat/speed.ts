// Movement faster than the rules allow. A server that is told the truth never writes it: it shows in a log from
// elsewhere whose inputs no server has read, and in a fault of the rules.

import { bySeat, type Detector, evidence, observed } from './kit.ts';

export const speed: Detector = {
  about: 'moved faster than the rules allow',
  unit: 'times the distance that the rules allow in a tick, at worst',
  ofMachines: false,
  // Whatever is observed is past it: the rules' own limit is exact.
  threshold: 1,
  extreme: 2,

  measure: (review) =>
    [...bySeat(observed(review, 'overspeed'))].map(([seat, moves]) => {
      const value = Math.max(...moves.map(({ distance, limit }) => distance / limit));
      const ticks = evidence(moves.map(({ tick }) => tick));
      const summary = `moved too far in ${moves.length} ticks, at worst ${value.toFixed(1)} times as far as the rules allow`;
      return { seat, value, ticks, summary };
    }),
};
