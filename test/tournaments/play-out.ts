// Plays a tournament to its end with results of the test's choice.

import type { Entrant, Format, NewPairing, Pairing, Result, TournamentState } from '../../src/tournaments/kit.ts';

export const entrants = (count: number): Entrant[] =>
  Array.from({ length: count }, (_, at) => ({ id: String(at + 1), seed: at + 1, withdrawn: false }));

export interface Course {
  /** Points of the first of a pair, or the whole result; the better seed wins unless told otherwise. */
  readonly play?: (pairing: NewPairing, round: number) => number | Result;
  /** Who is withdrawn before a round. */
  readonly withdrawn?: (round: number) => readonly string[];
  /** Looks at each round as it is made. */
  readonly look?: (pairs: readonly NewPairing[], before: TournamentState) => void;
}

export function playOut(
  format: Format,
  start: Pick<TournamentState, 'entrants' | 'rounds'>,
  { play = betterSeedWins, withdrawn = () => [], look }: Course = {},
): TournamentState {
  let state: TournamentState = { ...start, pairings: [] };
  for (let round = 1; ; round++) {
    const gone = withdrawn(round);
    const present = state.entrants.map((each) => ({ ...each, withdrawn: gone.includes(each.id) }));
    state = { ...state, entrants: present };
    const pairs = format.pairings(state);
    if (pairs === 'over') return state;
    if (pairs === 'waiting') throw new Error(`round ${round} waits for nothing`);
    look?.(pairs, state);
    const played = pairs.map((pair): Pairing => {
      const made = pair.result ?? play(pair, round);
      const result: Result = typeof made === 'number' ? { ending: 'played', points: [made, 1 - made] } : made;
      return { players: pair.players, round, result };
    });
    state = { ...state, pairings: [...state.pairings, ...played] };
  }
}

const betterSeedWins = ({ players: [one, other] }: NewPairing): number => (Number(one) < Number(other) ? 1 : 0);
