// Who of those who wait meets now. A pure function: the same entries, in whatever order, make the same matches.

import type { RngWords } from '../games/kit/index.ts';
import type { Entry, Made } from './entry.ts';
import { areClose, type Candidate, placeFor, spreadOf, toCandidate } from './limits.ts';
import { type Block, divide, seat, seatsByTeam } from './teams.ts';
import type { QueueMode } from './terms.ts';

export interface QueueState {
  readonly modes: readonly QueueMode[];
  readonly entries: readonly Entry[];
  /** Whether one of two players has blocked the other. */
  readonly areBlocked: (playerId: string, otherId: string) => boolean;
  /** Draws the seats. */
  readonly rng: RngWords;
}

/** Of those around an entry, so many on each side are looked at: the nearest in rating that are still free. */
const lookedAt = 20;

/** Who has waited longest chooses first; bots come in only when everyone has had a chance to meet people. */
export function pairUp({ modes, entries, areBlocked, rng }: QueueState): Made[] {
  const inOrder = [...entries].sort((a, b) => b.waitedSeconds - a.waitedSeconds || compare(a.id, b.id));
  const pools = new Map(modes.map((mode) => [mode.id, new Pool(mode, inOrder, areBlocked)]));
  const taken = new Set<string>();
  const made: Made[] = [];
  for (const withBots of [false, true]) {
    for (const entry of inOrder) {
      if (taken.has(entry.id)) continue;
      const groups = entry.modes.flatMap((mode) => pools.get(mode)?.gather(entry, taken, withBots) ?? []);
      const best = groups.sort((a, b) => b.members.length - a.members.length || a.cost - b.cost).at(0);
      if (!best) continue;
      for (const { entry: member } of best.members) taken.add(member.id);
      made.push(toMade(best, rng));
    }
  }
  return made;
}

interface Group {
  readonly mode: QueueMode;
  readonly members: readonly Candidate[];
  readonly division: readonly number[];
  readonly cost: number;
}

/** Everyone who waits for one mode. */
class Pool {
  #mode: QueueMode;
  #areBlocked: QueueState['areBlocked'];
  #sizes: readonly number[];
  #byRating: readonly Candidate[];
  #places: ReadonlyMap<string, number>;

  constructor(mode: QueueMode, entries: readonly Entry[], areBlocked: QueueState['areBlocked']) {
    this.#mode = mode;
    this.#areBlocked = areBlocked;
    this.#sizes = seatsByTeam(mode.teams).map(({ length }) => length);
    this.#byRating = entries
      .filter(({ modes }) => modes.includes(mode.id))
      .map((entry) => toCandidate(entry, mode))
      .sort((a, b) => a.rating - b.rating || compare(a.entry.id, b.entry.id));
    this.#places = new Map(this.#byRating.map(({ entry }, place) => [entry.id, place]));
  }

  /** The match that this entry would have here now; undefined where there is none. */
  gather({ id }: Entry, taken: ReadonlySet<string>, withBots: boolean): Group | undefined {
    const anchor = this.#byRating[this.#places.get(id)!]!;
    if (withBots && !this.#acceptsBots(anchor)) return undefined;
    let group = this.#with([anchor], 0);
    for (const { candidate, cost } of this.#around(anchor, taken)) {
      if (!group || playersOf(group.members) === this.#mode.teams.length) break;
      if (withBots && !this.#acceptsBots(candidate)) continue;
      group = this.#with([...group.members, candidate], group.cost + cost) ?? group;
    }
    return group && (withBots || playersOf(group.members) === this.#mode.teams.length) ? group : undefined;
  }

  #acceptsBots({ entry: { bots, waitedSeconds } }: Candidate): boolean {
    const { botsAfterSeconds = Infinity } = this.#mode.terms;
    return bots && waitedSeconds >= botsAfterSeconds;
  }

  /** The best first: close in rating, near on the wire. */
  #around(anchor: Candidate, taken: ReadonlySet<string>): { candidate: Candidate; cost: number }[] {
    return this.#neighbours(anchor, taken)
      .flatMap((candidate) => {
        const place = areClose([anchor, candidate]) && placeFor([anchor, candidate]);
        if (!place) return [];
        const apart = spreadOf([anchor, candidate]) / (anchor.window + candidate.window);
        return [{ candidate, cost: apart + place.rttMs / (anchor.rttLimitMs + candidate.rttLimitMs) }];
      })
      .sort((a, b) => a.cost - b.cost || compare(a.candidate.entry.id, b.candidate.entry.id));
  }

  #neighbours(anchor: Candidate, taken: ReadonlySet<string>): Candidate[] {
    const own = this.#places.get(anchor.entry.id)!;
    const found: Candidate[] = [];
    for (const step of [-1, 1]) {
      let left = lookedAt;
      for (let place = own + step; left > 0 && this.#byRating[place]; place += step) {
        const candidate = this.#byRating[place]!;
        if (taken.has(candidate.entry.id)) continue;
        found.push(candidate);
        left--;
      }
    }
    return found;
  }

  #with(members: readonly Candidate[], cost: number): Group | undefined {
    if (playersOf(members) > this.#mode.teams.length || !areClose(members) || !placeFor(members)) return undefined;
    const last = members.at(-1)!.entry;
    const others = members.slice(0, -1).flatMap(({ entry }) => entry.players);
    const blocked = last.players.some((one) => others.some((other) => this.#areBlocked(one.playerId, other.playerId)));
    if (blocked) return undefined;
    const division = divide(members.map(toBlock), this.#sizes);
    return division && { mode: this.#mode, members, division, cost };
  }
}

function toMade({ mode, members, division }: Group, rng: RngWords): Made {
  return {
    mode: mode.id,
    ...placeFor(members)!,
    entries: members.map(({ entry }) => entry),
    seats: seat(members.map(toBlock), division, mode.teams, rng),
    spread: spreadOf(members),
  };
}

const toBlock = ({ entry, rating }: Candidate): Block => ({
  playerIds: entry.players.map(({ playerId }) => playerId),
  rating,
});
const playersOf = (members: readonly Candidate[]): number =>
  members.reduce((sum, { entry }) => sum + entry.players.length, 0);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
