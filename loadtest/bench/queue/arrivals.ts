// A day of people who queue for a duel: more of them in the evening, ratings as they are distributed, each with a region
// near by and others far away. The same ones on every run.

import { below, seeded } from '../../../src/games/kit/index.ts';
import type { Entry } from '../../../src/matchmaking/entry.ts';

export interface Arrival {
  readonly atSecond: number;
  readonly entry: Omit<Entry, 'waitedSeconds'>;
  readonly rating: number;
}

export const mode = 'duel';
const players = 10_000;
/** How often each of them queues in the day. */
const visits = 3;
/** Of the day, by hour, in thousandths. */
const hours = [22, 14, 9, 7, 7, 10, 16, 24, 30, 34, 38, 42, 48, 48, 46, 48, 54, 64, 76, 86, 90, 84, 62, 41];
const regions = ['asia', 'eu', 'us'];
/** Between them, in ms. */
const betweenMs: Readonly<Record<string, number>> = { 'asia eu': 160, 'asia us': 150, 'eu us': 95 };

export function aDay(seed: string): Arrival[] {
  const rng = seeded(seed);
  const unit = (): number => (below(rng, 2 ** 32) + 0.5) / 2 ** 32;
  // Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958).
  const normal = (): number => Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
  const arrivals = Array.from({ length: players }, (_, n) => {
    const rating = 1500 + 300 * normal();
    const home = regions[below(rng, regions.length)]!;
    const ownMs = 12 * Math.exp(0.8 * Math.abs(normal()));
    const rttMs = Object.fromEntries(regions.map((region) => [region, ownMs + distanceMs(home, region)]));
    const playing = [{ playerId: `${n}`, skills: { [mode]: { rating, deviation: 60 } } }];
    return Array.from({ length: visits }, (_, visit) => {
      const entry = { id: `${n}.${visit}`, players: playing, modes: [mode], rttMs, bots: false };
      return { atSecond: secondOfDay(unit(), unit()), entry, rating };
    });
  });
  return arrivals.flat().sort((a, b) => a.atSecond - b.atSecond);
}

const distanceMs = (one: string, other: string): number => betweenMs[[one, other].toSorted().join(' ')] ?? 0;

function secondOfDay(which: number, within: number): number {
  let left = which * hours.reduce((sum, share) => sum + share, 0);
  const hour = hours.findIndex((share) => (left -= share) < 0);
  return Math.floor((hour + within) * 3600);
}
