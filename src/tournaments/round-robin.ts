// Everyone meets everyone once, in the order of FIDE's Berger tables (Handbook C.05, annex 1); seeds are pairing numbers.

import {
  type Entrant,
  forfeited,
  type Format,
  isOpen,
  lastRound,
  type NewPairing,
  pairingsOf,
  pointsOf,
  tally,
  type TournamentState,
} from './kit.ts';
import { rank } from './rank.ts';
import { OpponentSums } from './tie-breaks.ts';

/** The pairs of a round, from 1, in an even field: white first. */
export function bergerRound(size: number, round: number): [white: number, black: number][] {
  const others = size - 1;
  /** Who meets the last number, and the middle about which the others are folded. */
  const middle = ((round - 1) * (size / 2)) % others;
  const number = (offset: number): number => ((middle + offset + others) % others) + 1;
  const first: [number, number] = round % 2 === 1 ? [number(0), size] : [size, number(0)];
  const rest = Array.from({ length: size / 2 - 1 }, (_, at): [number, number] => [number(at + 1), number(-at - 1)]);
  return [first, ...rest];
}

/** An odd field has a number more that nobody has: whoever should meet it is free. */
const evenSize = ({ length }: readonly Entrant[]): number => length + (length % 2);

export const roundRobin: Format = {
  pairings(state) {
    if (state.pairings.some(isOpen)) return 'waiting';
    const { entrants } = state;
    const round = lastRound(state) + 1;
    return round < evenSize(entrants) ? pairsOf(entrants, round) : 'over';
  },

  standings(state) {
    const sums = new OpponentSums(state, { forfeitsArePlayed: true });
    return rank(state, (id) => pointsIn(state, id), [
      { name: 'direct-encounter', forfeitsArePlayed: true },
      { name: 'sonneborn-berger', value: (id) => sums.sonnebornBerger(id) },
      { name: 'wins', value: (id) => tally(state, id).wins },
    ]);
  },
};

function pairsOf(entrants: readonly Entrant[], round: number): NewPairing[] {
  return bergerRound(evenSize(entrants), round).flatMap(([white, black]) => {
    const pair = [entrants[white - 1], entrants[black - 1]].filter((each) => each !== undefined);
    if (pair.length < 2) return [];
    return pair.some(({ withdrawn }) => withdrawn)
      ? forfeited(pair)
      : { players: pair.map(({ id }) => id), result: undefined };
  });
}

const pointsIn = (state: TournamentState, id: string): number =>
  pairingsOf(state, id).reduce((sum, pairing) => sum + pointsOf(pairing, id), 0);
