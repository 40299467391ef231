// Who plays with whom: parties stay together, and teams are as even as that allows.

import { below, type RngWords } from '../games/kit/index.ts';

/** What stays together. */
export interface Block {
  readonly playerIds: readonly string[];
  /** The mean of its players'. */
  readonly rating: number;
}

/**
 * A team for each block, or undefined where they don't fit. `sizes[team]` is how many it holds; teams need not be full.
 */
export function divide(blocks: readonly Block[], sizes: readonly number[]): number[] | undefined {
  const order = [...blocks.keys()].sort((a, b) => sizeOf(blocks[b]!) - sizeOf(blocks[a]!) || strength(blocks, b, a));
  const free = [...sizes];
  const sums = sizes.map(() => 0);
  const teams = blocks.map(() => -1);

  function place(next: number): boolean {
    if (next === order.length) return true;
    const block = blocks[order[next]!]!;
    const fitting = [...sizes.keys()].filter((team) => free[team]! >= sizeOf(block));
    const tried = new Set<string>();
    for (const team of fitting.sort((a, b) => free[b]! - free[a]! || sums[a]! - sums[b]! || a - b)) {
      // A team as full as one that was tried in vain is in vain, too.
      const kind = `${free[team]}`;
      if (tried.has(kind)) continue;
      tried.add(kind);
      move(block, team, 1);
      teams[order[next]!] = team;
      if (place(next + 1)) return true;
      move(block, team, -1);
    }
    return false;
  }
  const move = (block: Block, team: number, sign: 1 | -1): void => {
    free[team]! -= sign * sizeOf(block);
    sums[team]! += sign * sizeOf(block) * block.rating;
  };
  return place(0) ? evenOut(blocks, teams, sums) : undefined;
}

/** Swaps blocks of one size between teams, as long as that brings those two closer. */
function evenOut(blocks: readonly Block[], teams: number[], sums: number[]): number[] {
  for (let swapped = true; swapped;) {
    swapped = false;
    for (const [a, one] of blocks.entries()) {
      for (const [b, other] of blocks.entries()) {
        const [from, to] = [teams[a]!, teams[b]!];
        if (b <= a || from === to || sizeOf(one) !== sizeOf(other)) continue;
        const gain = sizeOf(one) * (one.rating - other.rating);
        const gap = sums[from]! - sums[to]!;
        // The margin keeps roundings from swapping for ever.
        if (Math.abs(gap - 2 * gain) >= Math.abs(gap) - 1e-6) continue;
        [teams[a], teams[b]] = [to, from];
        sums[from]! -= gain;
        sums[to]! += gain;
        swapped = true;
      }
    }
  }
  return teams;
}

/** Players by seat, undefined where a bot sits: teams of one size are drawn by lot, and so are the seats of each. */
export function seat(
  blocks: readonly Block[],
  division: readonly number[],
  teams: readonly number[],
  rng: RngWords,
): (string | undefined)[] {
  const groups = seatsByTeam(teams);
  const drawn = drawTeams(groups, rng);
  const seats: (string | undefined)[] = teams.map(() => undefined);
  for (const [team, group] of drawn.entries()) {
    const players = blocks.filter((_, i) => division[i] === team).flatMap(({ playerIds }) => playerIds);
    for (const [i, seat] of shuffled(group, rng).entries()) seats[seat] = players[i];
  }
  return seats;
}

/** The seats of each team, in the order in which teams first appear. */
export function seatsByTeam(teams: readonly number[]): number[][] {
  const groups = new Map<number, number[]>();
  for (const [seat, team] of teams.entries()) groups.set(team, [...(groups.get(team) ?? []), seat]);
  return [...groups.values()];
}

/** Where the first team sits is as good as where the second does, if that has as many seats. */
function drawTeams(groups: readonly number[][], rng: RngWords): number[][] {
  const drawn = groups.map((group) => group);
  for (const size of new Set(groups.map(({ length }) => length))) {
    const alike = [...groups.keys()].filter((team) => groups[team]!.length === size);
    for (const [i, team] of shuffled(alike, rng).entries()) drawn[alike[i]!] = groups[team]!;
  }
  return drawn;
}

/** Fisher–Yates. */
function shuffled<T>(items: readonly T[], rng: RngWords): T[] {
  const all = [...items];
  for (let last = all.length - 1; last > 0; last--) {
    const i = below(rng, last + 1);
    [all[i], all[last]] = [all[last]!, all[i]!];
  }
  return all;
}

const sizeOf = ({ playerIds }: Block): number => playerIds.length;
const strength = (blocks: readonly Block[], a: number, b: number): number =>
  blocks[a]!.rating - blocks[b]!.rating || b - a;
