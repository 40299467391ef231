// A Swiss: each round those of like score meet, and nobody meets anyone twice. Of all ways to pair a round it takes the
// one that is best by the list in docs/tournaments.md, found as a matching of greatest weight.

import {
  type Edge,
  type Entrant,
  type Format,
  isOpen,
  lastRound,
  type Matching,
  type NewPairing,
  opponentOf,
  pairingsOf,
  type TournamentState,
} from './kit.ts';
import { rank } from './rank.ts';
import { recordsOf, scoreOf } from './records.ts';
import { clash, disappointment, seated, seatWish, type SeatWish } from './seats.ts';
import { OpponentSums } from './tie-breaks.ts';

/** An entrant as the pairing sees them. */
interface Contender extends Entrant {
  readonly score: number;
  readonly met: ReadonlySet<string>;
  readonly wish: SeatWish;
  /** They were given a point without a game. */
  readonly favoured: boolean;
  /** Their place among all and, from 0, within those of the same score, and how many those are. */
  readonly place: number;
  readonly placeInGroup: number;
  readonly groupSize: number;
}

/** Rounds that part all entrants: one more for every doubling of the field. */
const usualRounds = (entrants: number): number => 32 - Math.clz32(Math.max(2, entrants) - 1);

export const swiss = (matching: Matching): Format => ({
  pairings(state) {
    if (state.pairings.some(isOpen)) return 'waiting';
    if (lastRound(state) >= (state.rounds ?? usualRounds(state.entrants.length))) return 'over';
    const contenders = contendersOf(state);
    if (contenders.length < 2) return 'over';
    if (contenders.length % 2 === 0) return pairAll(contenders, matching) ?? 'over';
    for (const free of byeCandidates(contenders)) {
      const others = inPlaces(contenders.filter((each) => each !== free));
      const pairs = pairAll(others, matching);
      if (pairs) return [...pairs, { players: [free.id], result: { ending: 'bye', points: [1] } }];
    }
    return 'over';
  },

  standings(state) {
    const sums = new OpponentSums(state);
    return rank(state, (id) => scoreOf(recordsOf(state, id)), [
      { name: 'buchholz-cut-1', value: (id) => sums.buchholzCut1(id) },
      { name: 'buchholz', value: (id) => sums.buchholz(id) },
      { name: 'sonneborn-berger', value: (id) => sums.sonnebornBerger(id) },
      { name: 'direct-encounter', forfeitsArePlayed: false },
    ]);
  },
});

function contendersOf(state: TournamentState): Contender[] {
  const contenders = state.entrants
    .filter(({ withdrawn }) => !withdrawn)
    .map((entrant) => {
      const records = recordsOf(state, entrant.id);
      const opponents = pairingsOf(state, entrant.id).flatMap((pairing) => opponentOf(pairing, entrant.id) ?? []);
      return {
        ...entrant,
        score: scoreOf(records),
        met: new Set(opponents),
        wish: seatWish(state, entrant.id),
        favoured: records.some(({ kind, points }) => points === 1 && kind !== 'played'),
        ...{ place: 0, placeInGroup: 0, groupSize: 0 },
      };
    });
  return inPlaces(contenders);
}

function inPlaces(contenders: readonly Contender[]): Contender[] {
  const sorted = contenders.toSorted((one, other) => other.score - one.score || one.seed - other.seed);
  return sorted.map((contender, place) => {
    const group = sorted.filter(({ score }) => score === contender.score);
    return { ...contender, place, placeInGroup: group.indexOf(contender), groupSize: group.length };
  });
}

/** Lowest first; who was given a point without a game before is not given another. */
const byeCandidates = (contenders: readonly Contender[]): Contender[] =>
  contenders.filter(({ favoured }) => !favoured).toReversed();

/** Undefined where not all can be paired without meeting again. */
function pairAll(contenders: readonly Contender[], matching: Matching): NewPairing[] | undefined {
  const cost = costs(contenders);
  const edges: Edge[] = [];
  for (const [at, one] of contenders.entries()) {
    for (const other of contenders.slice(at + 1)) {
      if (!one.met.has(other.id)) edges.push([at, other.place, -cost(one, other)]);
    }
  }
  const mates = matching(contenders.length, edges);
  if (contenders.some((_, at) => (mates[at] ?? -1) < 0)) return undefined;
  return contenders.flatMap((one, at) => {
    const mate = mates[at]!;
    return mate > at ? { players: seated(one, contenders[mate]!), result: undefined } : [];
  });
}

/**
 * What a pair costs, as one number: each kind of cost outweighs all that follow it, over all pairs together. At most 256
 * entrants and 30 rounds keep the sum an exact integer.
 */
function costs(contenders: readonly Contender[]): (one: Contender, other: Contender) => number {
  const count = contenders.length;
  const gap = (one: Contender, other: Contender): number => (2 * (one.score - other.score)) ** 2;
  const seat = count ** 2;
  const score = seat * 2 * count;
  const three = score * (1 + (gap(contenders[0]!, contenders.at(-1)!) * count) / 2);
  return (one, other) =>
    (clash(one.wish, other.wish) ? three : 0) +
    score * gap(one, other) +
    seat * disappointment(one.wish, other.wish) +
    offFold(one, other);
}

/** Within a score group the upper half meets the lower one, best against best; across groups neighbours meet. */
function offFold(one: Contender, other: Contender): number {
  if (one.score !== other.score) return other.place - one.place;
  return Math.abs(other.placeInGroup - one.placeInGroup - Math.floor(one.groupSize / 2));
}
