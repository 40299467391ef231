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
  const ratings = candidates.map(({ rating }) => rating);
  return Math.max(...ratings) - Math.min(...ratings);
}

/**
 * Whether ratings are close enough. Windows count on average: who has waited long is met halfway by who has just come.
 * With the narrowest window alone, the best and the worst would wait until another of them has waited as long.
 */
export function areClose(candidates: readonly Candidate[]): boolean {
  const mean = candidates.reduce((sum, { window }) => sum + window, 0) / candidates.length;
  return spreadOf(candidates) <= mean;
}

export interface Placement {
  readonly region: string;
  readonly rttMs: number;
}

/** The region where the worst round trip is least, of those that nobody finds too far; undefined where there is none. */
export function placeFor(candidates: readonly Candidate[]): Placement | undefined {
  let best: Placement | undefined;
  for (const region of Object.keys(candidates[0]!.entry.rttMs).sort()) {
    const trips = candidates.map(({ entry }) => entry.rttMs[region] ?? Infinity);
    if (trips.some((trip, i) => trip > candidates[i]!.rttLimitMs)) continue;
    const rttMs = Math.max(...trips);
    if (!best || rttMs < best.rttMs) best = { region, rttMs };
  }
  return best;
}
