// What every tournament format is made of: entrants, pairings and their results go in, the next pairings and the
// standings come out. Docs: docs/tournaments.md.

export interface Entrant {
  readonly id: string;
  /** 1 = the best; no two have the same. */
  readonly seed: number;
  /** Is paired no more. */
  readonly withdrawn: boolean;
}

/**
 * `played`: over the board. `forfeit`: who has no point did not appear. `unplayed`: nobody's fault, the server could not
 * bring it to an end. `voided`: played, and counted no more. `bye`: there was no opponent.
 */
export type Ending = 'played' | 'forfeit' | 'unplayed' | 'voided' | 'bye';

export interface Result {
  readonly ending: Ending;
  /** 1, ½ or 0 for each of the players. */
  readonly points: readonly number[];
}

export interface Pairing {
  /** From 1. */
  readonly round: number;
  /** In the order of seats; who has a bye is alone. */
  readonly players: readonly string[];
  /** Undefined while it is to be played. */
  readonly result: Result | undefined;
}

export interface TournamentState {
  /** By seed. */
  readonly entrants: readonly Entrant[];
  /** In the order in which they were made. */
  readonly pairings: readonly Pairing[];
  /** As announced; undefined where the entrants decide. */
  readonly rounds?: number | undefined;
  /** No more pairings are to begin: of an arena. */
  readonly timeIsUp?: boolean;
}

/** A pairing of the next round; with a result where there is nothing to play. */
export type NewPairing = Omit<Pairing, 'round'>;

export interface Standing {
  readonly playerId: string;
  /** 1 = best; those between whom nothing decides share it. */
  readonly rank: number;
  readonly points: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** In the order in which they decide. */
  readonly tieBreaks: readonly { readonly name: TieBreakName; readonly value: number }[];
}

export type TieBreakName =
  | 'direct-encounter'
  | 'sonneborn-berger'
  | 'buchholz'
  | 'buchholz-cut-1'
  | 'wins'
  | 'fewest-games';

export interface Format {
  /** The next round; `waiting` until open pairings have results; `over` when there is none to come. */
  pairings(state: TournamentState): readonly NewPairing[] | 'waiting' | 'over';
  /** All entrants, best first. */
  standings(state: TournamentState): Standing[];
}

/**
 * A matching of greatest weight among those with most pairs, of vertices 0 to `size` - 1: the mate of each, -1 for none.
 * Passed in, as it is a library's.
 */
export type Matching = (size: number, edges: readonly Edge[]) => readonly number[];
export type Edge = readonly [vertex: number, other: number, weight: number];

export const isOpen = ({ result }: Pairing): boolean => result === undefined;

export const lastRound = ({ pairings }: TournamentState): number =>
  pairings.reduce((last, { round }) => Math.max(last, round), 0);

export const pairingsOf = ({ pairings }: TournamentState, playerId: string): Pairing[] =>
  pairings.filter(({ players }) => players.includes(playerId));

export const opponentOf = ({ players }: Pairing, playerId: string): string | undefined =>
  players.find((other) => other !== playerId);

/** A player's points of a pairing; 0 while it is open. */
export const pointsOf = ({ players, result }: Pairing, playerId: string): number =>
  result?.points[players.indexOf(playerId)] ?? 0;

/** For two of whom at least one can't be there. */
export function forfeited(players: readonly Entrant[]): NewPairing {
  const points = players.map(({ withdrawn }) => (withdrawn ? 0 : 1));
  return { players: players.map(({ id }) => id), result: { ending: 'forfeit', points } };
}

/** That somebody won, drew or lost: played, or not appeared for. */
export const isGame = ({ result }: Pairing): boolean => result?.ending === 'played' || result?.ending === 'forfeit';

/** Wins, draws and losses, forfeits included. */
export function tally(state: TournamentState, playerId: string): { wins: number; draws: number; losses: number } {
  const points = pairingsOf(state, playerId)
    .filter(isGame)
    .map((pairing) => pointsOf(pairing, playerId));
  const count = (value: number): number => points.filter((each) => each === value).length;
  return { wins: count(1), draws: count(0.5), losses: count(0) };
}
