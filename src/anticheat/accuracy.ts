// Aim without a hand's error, or shots that do not miss.

import { bySeat, type Detector, evidence, observed } from './kit.ts';
import { percent } from './statistics.ts';

/** An aim that errs by no more is exact; the arena's directions are 1.4° apart. */
const exactDegrees = 1.5;
const leastAimed = 20;
const leastShots = 15;

export const accuracy: Detector = {
  about: 'aimed or hit as no hand does',
  unit: 'the share of shots that hit, or of aimed shots that were exact',
  ofMachines: true,
  threshold: 0.8,
  extreme: 1,

  measure(review) {
    const hits = bySeat(observed(review, 'hit'));
    return [...bySeat(observed(review, 'shot'))].flatMap(([seat, shots]) => {
      const aimed = shots.filter(({ offDegrees }) => offDegrees !== undefined);
      const exact = aimed.filter(({ offDegrees }) => offDegrees! <= exactDegrees);
      const share = (part: readonly { tick: number }[], whole: number, what: string) => {
        const value = part.length / whole;
        return {
          seat,
          value,
          ticks: evidence(part.map(({ tick }) => tick)),
          summary: `${percent(value)} of ${whole} ${what}`,
        };
      };
      return [
        ...(aimed.length < leastAimed
          ? []
          : [share(exact, aimed.length, `aimed shots were exact to ${exactDegrees}°`)]),
        ...(shots.length < leastShots ? [] : [share(hits.get(seat) ?? [], shots.length, 'shots hit')]),
      ];
    });
  },
};
