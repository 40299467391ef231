// Two players who meet again and again in matches that are over before they begin: one gives the other its rating.
// Friends who play each other all evening play their matches out.

import type { Detector, Pairing, PairResult } from './kit.ts';
import { percent } from './statistics.ts';

/** Who has met less often than this has nothing to say for. */
export const leastMatches = 6;
/** Matches against each other, of all that the less busy of the two has played. */
const leastOfAll = 0.5;
/** Less than this part of a usual match's length is no match. */
const thrownLength = 0.25;

export const pairings: Detector = {
  about: 'trades rating with one opponent',
  unit: 'the share of their matches against each other that were thrown',
  ofMachines: false,
  threshold: 0.6,
  extreme: 1,

  measure({ log, pairing }) {
    if (!pairing || pairing.results.length < leastMatches) return [];
    const { results, played } = pairing;
    const ofAll = results.length / Math.min(...played);
    if (ofAll < leastOfAll) return [];
    const thrown = thrownIn(pairing);
    const { seats } = log.header;
    const wins = seats.map((player) => thrown.filter(({ winner }) => winner === player).length);
    const measurement = {
      // A match that was played out is no occasion, whatever came before.
      value: thrown.at(-1) === results.at(-1) ? thrown.length / results.length : 0,
      ticks: log.entries.slice(-1).map(({ tick }) => tick),
      matches: thrown.map(({ matchId }) => matchId),
      summary: `${thrown.length} of their last ${results.length} matches were thrown (won ${wins.join(' and ')}); they make ${percent(ofAll)} of all that one of them plays`,
    };
    return seats.map((_, seat) => ({ seat, ...measurement }));
  },
};

/** The decided matches that were over too soon. */
const thrownIn = ({ results, typicalTicks = 0 }: Pairing): PairResult[] =>
  results.filter(({ winner, ticks }) => winner !== null && ticks < thrownLength * typicalTicks);
