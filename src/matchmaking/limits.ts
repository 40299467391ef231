// What an entry puts up with, after it has waited for so long.

import { type Entry, ratingOf } from './entry.ts';
import { after, type QueueMode } from './terms.ts';

/** How much of a rating's deviation is added to its window: of whom little is known, little can be said against. */
const ofDeviation = 0.2;

/** An entry as a mode sees it. */
export interface Candidate {
  readonly entry: Entry;
  readonly rating: number;
  readonly window: number;
  readonly rttLimitMs: number;
}

export function toCandidate(entry: Entry, { id, terms }: QueueMode): Candidate {
  const { players, rttMs, waitedSeconds } = entry;
  const deviation = Math.max(...players.map(({ skills }) => skills[id]!.deviation));
  // Who is far from every region is not kept out of all of them.
  const nearestMs = Math.min(...Object.values(rttMs));
  return {
    entry,
    rating: ratingOf(entry, id),
    window: after(terms.window, waitedSeconds) + ofDeviation * deviation,
    rttLimitMs: Math.max(nearestMs, after(terms.rttMs, waitedSeconds)),
  };
}

export function spreadOf(candidates: readonly Candidate[]): number {
  let [least, most] = [Infinity, -Infinity];
  for (const { rating } of candidates) {
    least = Math.min(least, rating);
    most = Math.max(most, rating);
  }
  return most - least;
}

/**
 * Whether ratings are close enough. Windows count on average: who has waited long is met halfway by who has just come.
 * With the narrowest window alone, the best and the worst would wait until another of them has waited as long.
 */
export function areClose(candidates: readonly Candidate[]): boolean {
  let windows = 0;
  for (const { window } of candidates) windows += window;
  return spreadOf(candidates) <= windows / candidates.length;
}

export interface Placement {
  readonly region: string;
  readonly rttMs: number;
}

/**
 * The region where the worst round trip is least, of those that nobody finds too far; undefined where there is none. Of
 * two that are as good, the first by name.
 */
export function placeFor(candidates: readonly Candidate[]): Placement | undefined {
  let best: Placement | undefined;
  for (const region in candidates[0]!.entry.rttMs) {
    const rttMs = worstTrip(candidates, region);
    if (rttMs === undefined) continue;
    if (!best || rttMs < best.rttMs || (rttMs === best.rttMs && region < best.region)) best = { region, rttMs };
  }
  return best;
}

/** Undefined where it is too much for one of them. */
function worstTrip(candidates: readonly Candidate[], region: string): number | undefined {
  let worst = 0;
  for (const { entry, rttLimitMs } of candidates) {
    const trip = entry.rttMs[region] ?? Infinity;
    if (trip > rttLimitMs) return undefined;
    worst = Math.max(worst, trip);
  }
  return worst;
}
