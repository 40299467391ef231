// Shots that do not miss: of who sees what is hidden, or has nobody to miss.

import { bySeat, type Detector, evidence, observed } from './kit.ts';
import { percent } from './statistics.ts';

const leastShots = 15;

export const accuracy: Detector = {
  about: 'hit more often than luck and skill explain',
  unit: 'the share of shots that hit',
  ofMachines: true,
  // Battleship's bot, which fires where a ship is likeliest, once needed 21 shots for 17 hits in 6,023 matches.
  threshold: 0.87,
  extreme: 1,

  measure(review) {
    const hits = bySeat(observed(review, 'hit'));
    return [...bySeat(observed(review, 'shot'))].flatMap(([seat, shots]) => {
      if (shots.length < leastShots) return [];
      const own = hits.get(seat) ?? [];
      const value = own.length / shots.length;
      const summary = `${percent(value)} of ${shots.length} shots hit`;
      return { seat, value, ticks: evidence(own.map(({ tick }) => tick)), summary };
    });
  },
};
