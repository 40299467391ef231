// Who of two sits first (in chess: has white), so that everyone does about as often as not, and nobody three times in a
// row. The rules are those of FIDE's Swiss systems (Handbook C.04.1 and C.04.3, A.6 and E).

import { type Pairing, pairingsOf, type TournamentState } from './kit.ts';

/** What an entrant should have next, and how much so. */
export interface SeatWish {
  readonly seat: 0 | 1 | undefined;
  /** 3: must, after two of the other in a row, or two more of them; 2: one more of the other; 1: to alternate; 0: none. */
  readonly strength: 0 | 1 | 2 | 3;
  /** In which seats they sat, the latest last; games that were not played don't count. */
  readonly history: readonly (0 | 1)[];
}

export function seatWish(state: TournamentState, playerId: string): SeatWish {
  const history = pairingsOf(state, playerId)
    .filter(wasPlayed)
    .map(({ players }) => seatIn(players, playerId));
  const [beforeLast, last] = history.slice(-2).length === 2 ? history.slice(-2) : [undefined, history.at(-1)];
  if (last === undefined) return { seat: undefined, strength: 0, history };
  const firsts = history.filter((seat) => seat === 0).length;
  const more = firsts - (history.length - firsts);
  const other = last === 0 ? 1 : 0;
  if (Math.abs(more) > 1) return { seat: more > 0 ? 1 : 0, strength: 3, history };
  if (beforeLast === last) return { seat: other, strength: 3, history };
  if (more !== 0) return { seat: more > 0 ? 1 : 0, strength: 2, history };
  return { seat: other, strength: 1, history };
}

/** Whether a pair can't be seated without breaking what one of the two must have. */
export const clash = (one: SeatWish, other: SeatWish): boolean =>
  one.strength === 3 && other.strength === 3 && one.seat === other.seat;

/** The weaker wish that a pair leaves unfulfilled: 0 where both are. */
export const disappointment = (one: SeatWish, other: SeatWish): number =>
  one.seat === undefined || one.seat !== other.seat ? 0 : Math.min(one.strength, other.strength);

interface Seated {
  readonly id: string;
  readonly seed: number;
  readonly wish: SeatWish;
}

/** The pair in the order of seats; `higher` is ranked before `lower`. */
export function seated(higher: Seated, lower: Seated): [string, string] {
  const seat = seatOfHigher(higher, lower);
  return seat === 0 ? [higher.id, lower.id] : [lower.id, higher.id];
}

function seatOfHigher(higher: Seated, lower: Seated): 0 | 1 {
  const [one, other] = [higher.wish, lower.wish];
  // In the first round every second one, counted by seeds, sits first.
  if (one.seat === undefined && other.seat === undefined) return higher.seed % 2 === 1 ? 0 : 1;
  if (one.seat === undefined) return other.seat === 0 ? 1 : 0;
  if (other.seat === undefined || one.seat !== other.seat || one.strength > other.strength) return one.seat;
  if (other.strength > one.strength) return one.seat === 0 ? 1 : 0;
  return lastDifference(one.history, other.history) ?? one.seat;
}

/** They alternate from the latest round, counted back, in which they sat differently. */
function lastDifference(one: readonly (0 | 1)[], other: readonly (0 | 1)[]): 0 | 1 | undefined {
  for (let back = 1; back <= Math.min(one.length, other.length); back++) {
    const [seat, opposite] = [one.at(-back)!, other.at(-back)!];
    if (seat !== opposite) return seat === 0 ? 1 : 0;
  }
  return undefined;
}

const wasPlayed = ({ result, players }: Pairing): boolean =>
  players.length === 2 && (result === undefined || result.ending === 'played' || result.ending === 'voided');

const seatIn = (players: readonly string[], playerId: string): 0 | 1 => (players[0] === playerId ? 0 : 1);
