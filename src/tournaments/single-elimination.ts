// Who loses is out. Seeds are placed so that the best two can meet only in the final; the first of them are free in the
// first level of a bracket that is not full.

import { type Entrant, forfeited, type Format, isOpen, type NewPairing, tally, type TournamentState } from './kit.ts';
import { seated, seatWish } from './seats.ts';

/** A place in the bracket: undefined where there is nobody. */
type Slot = Entrant | undefined;

/** So many games may be drawn between two; then the better seed goes on. */
const mostDraws = 2;

export const singleElimination: Format = {
  pairings(state) {
    if (state.pairings.some(isOpen)) return 'waiting';
    let slots = firstSlots(state.entrants);
    while (slots.length > 1) {
      const meetings = pairsOf(slots).map(([one, other]) => meet(state, one, other));
      const due = meetings.flatMap((meeting) => ('due' in meeting ? meeting.due : []));
      if (due.length > 0) return due;
      slots = meetings.map((meeting) => ('winner' in meeting ? meeting.winner : undefined));
    }
    return 'over';
  },

  /** By how far they came; those who went out at the same level share a rank. `points` are levels survived. */
  standings(state) {
    const { survived, out } = progressOf(state);
    const distance = ({ id }: Entrant): number => 2 * (survived.get(id) ?? 0) + (out.has(id) ? 0 : 1);
    const sorted = state.entrants.toSorted((one, other) => distance(other) - distance(one) || one.seed - other.seed);
    return sorted.map((entrant) => ({
      playerId: entrant.id,
      rank: 1 + sorted.filter((other) => distance(other) > distance(entrant)).length,
      points: survived.get(entrant.id) ?? 0,
      ...tally(state, entrant.id),
      tieBreaks: [],
    }));
  },
};

/** 1 and 2 in different halves, 1 to 4 in different quarters, and so on; the seeds that the field lacks are nobody. */
function firstSlots(entrants: readonly Entrant[]): Slot[] {
  let seeds = [1];
  while (seeds.length < entrants.length) {
    const size = 2 * seeds.length;
    seeds = seeds.flatMap((seed, at) => (at % 2 === 0 ? [seed, size + 1 - seed] : [size + 1 - seed, seed]));
  }
  return seeds.map((seed) => entrants[seed - 1]);
}

const pairsOf = (slots: readonly Slot[]): [Slot, Slot][] =>
  Array.from({ length: slots.length / 2 }, (_, at) => [slots[2 * at], slots[2 * at + 1]]);

type Meeting = { readonly due: NewPairing } | { readonly winner: Slot } | { readonly open: true };

/** What two have made of it, or have to play. */
function meet(state: TournamentState, one: Slot, other: Slot): Meeting {
  if (!one || !other) return { winner: one ?? other };
  const [better, lesser] = one.seed < other.seed ? [one, other] : [other, one];
  const games = state.pairings.filter(({ players }) => players.includes(one.id) && players.includes(other.id));
  const last = games.at(-1);
  if (!last) return { due: next(state, better, lesser) };
  // Whatever becomes of a result afterwards: who has been paired further goes on.
  const later = state.pairings.slice(state.pairings.indexOf(last) + 1);
  const further = [one, other].find(({ id }) => later.some(({ players }) => players.includes(id)));
  if (further) return { winner: further };
  if (!last.result) return { open: true };
  const { ending, points } = last.result;
  if (ending === 'voided') return { due: next(state, better, lesser, last.players) };
  const winner = [one, other].find(({ id }) => points[last.players.indexOf(id)] === 1);
  if (winner || ending === 'forfeit') return { winner };
  const draws = games.filter(({ result }) => result?.ending === 'played').length;
  return ending === 'played' && draws < mostDraws
    ? { due: next(state, better, lesser, last.players.toReversed()) }
    : { winner: better };
}

/** `players`: in the seats that they have now. */
function next(state: TournamentState, better: Entrant, lesser: Entrant, players?: readonly string[]): NewPairing {
  if (better.withdrawn || lesser.withdrawn) return forfeited([better, lesser]);
  const [one, other] = [better, lesser].map((entrant) => ({ ...entrant, wish: seatWish(state, entrant.id) }));
  return { players: players ?? seated(one!, other!), result: undefined };
}

/** How many levels each has survived, and who is out. */
function progressOf(state: TournamentState): { survived: Map<string, number>; out: Set<string> } {
  const survived = new Map<string, number>();
  const out = new Set<string>();
  for (let slots = firstSlots(state.entrants); slots.length > 1;) {
    const pairs = pairsOf(slots);
    const meetings = pairs.map(([one, other]) => meet(state, one, other));
    for (const [at, meeting] of meetings.entries()) {
      if (!('winner' in meeting)) continue;
      for (const entrant of pairs[at]!) {
        if (entrant && entrant === meeting.winner) survived.set(entrant.id, (survived.get(entrant.id) ?? 0) + 1);
        else if (entrant) out.add(entrant.id);
      }
    }
    if (meetings.some((meeting) => !('winner' in meeting))) break;
    slots = meetings.map((meeting) => ('winner' in meeting ? meeting.winner : undefined));
  }
  return { survived, out };
}
