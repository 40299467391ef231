// The registry of detectors, one line each, and the one way to ask them all.

import type { Seat } from '../games/kit/index.ts';
import { accuracy } from './accuracy.ts';
import { aim } from './aim.ts';
import { bySeat, type Detector, type Finding, type Measurement, type Review } from './kit.ts';
import { pairings } from './pairings.ts';
import { rate } from './rate.ts';
import { reaction } from './reaction.ts';
import { refusals } from './refusals.ts';
import { regularity } from './regularity.ts';
import { speed } from './speed.ts';
import { between } from './statistics.ts';

export const detectors = {
  speed,
  rate,
  reaction,
  aim,
  accuracy,
  regularity,
  refusals,
  pairings,
} as const satisfies Record<string, Detector>;

export type DetectorId = keyof typeof detectors;
export const detectorIds = Object.keys(detectors) as DetectorId[];

/** Each seat's highest value. `bots` are the seats that are declared to be machines. */
export function measure(id: DetectorId, review: Review, bots: ReadonlySet<Seat> = new Set()): Measurement[] {
  const { ofMachines, measure }: Detector = detectors[id];
  return [...bySeat(measure(review))].flatMap(([seat, measurements]) => {
    if (ofMachines && bots.has(seat)) return [];
    return measurements.toSorted((a, b) => b.value - a.value).slice(0, 1);
  });
}

/** What detectors find, all of them unless told otherwise: at most one finding each for a seat. */
export const detect = (
  review: Review,
  { bots, only = detectorIds }: { bots?: ReadonlySet<Seat>; only?: readonly DetectorId[] } = {},
): Finding<DetectorId>[] =>
  only.flatMap((detector) => {
    const { threshold, extreme } = detectors[detector];
    return measure(detector, review, bots)
      .filter(({ value }) => value >= threshold)
      .map((measurement) => ({ detector, score: between(measurement.value, threshold, extreme), ...measurement }));
  });
