// Aim without a hand's error.

import { bySeat, type Detector, evidence, observed } from './kit.ts';
import { percent } from './statistics.ts';

/** An aim that errs by no more is exact; the arena's directions are 1.4° apart. */
const exactDegrees = 1.5;
const leastAimed = 20;

export const aim: Detector = {
  about: 'aimed as no hand does',
  unit: `the share of aimed shots that were exact to ${exactDegrees}°`,
  ofMachines: true,
  threshold: 0.6,
  extreme: 1,

  measure: (review) =>
    [...bySeat(observed(review, 'shot'))].flatMap(([seat, shots]) => {
      const aimed = shots.filter(({ offDegrees }) => offDegrees !== undefined);
      if (aimed.length < leastAimed) return [];
      const exact = aimed.filter(({ offDegrees }) => offDegrees! <= exactDegrees);
      const value = exact.length / aimed.length;
      const summary = `${percent(value)} of ${aimed.length} aimed shots were exact to ${exactDegrees}°`;
      return { seat, value, ticks: evidence(exact.map(({ tick }) => tick)), summary };
    }),
};
