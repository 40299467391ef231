// What is read of a board: runs of its order, with the rank of each entry.

import type { Entry } from './board.ts';

/** The entries behind one, or from the first on; or those around a player, who is in the middle. */
export type WindowQuery =
  | { readonly after: Entry | undefined; readonly limit: number }
  | { readonly around: string; readonly limit: number };

export interface RankedEntry extends Entry {
  /** One more than there are entries with a higher score: equal scores share a rank ("1224"). */
  readonly rank: number;
}

/** A board at one of its versions. */
export interface Reading {
  readonly version: string;
  readonly players: number;
  /** One for each query; nobody is around who is not on the board. */
  readonly windows: readonly (readonly RankedEntry[])[];
}

/** How many entries a window has at most before and behind its middle. */
export function halves(limit: number): { before: number; behind: number } {
  const before = (limit - 1) >> 1;
  return { before, behind: limit - 1 - before };
}

/** The scores of a window of which it must be asked how many are above: all others follow from these two. */
export function leadingScores(entries: readonly Entry[]): number[] {
  const [first] = entries;
  const second = entries.find(({ score }) => score !== first!.score);
  return [first, second].flatMap((entry) => (entry ? [entry.score] : []));
}

/** @param above by score, how many entries of the board are above; of `leadingScores`, at least. */
export function ranked(entries: readonly Entry[], above: ReadonlyMap<number, number>): RankedEntry[] {
  const ranks = new Map([...above].map(([score, count]) => [score, count + 1]));
  const second = leadingScores(entries)[1];
  const start = entries.findIndex(({ score }) => score === second);
  for (const [i, { score }] of entries.entries()) {
    // From the second score on, ties begin in the window.
    if (!ranks.has(score)) ranks.set(score, ranks.get(second!)! + i - start);
  }
  return entries.map((entry) => ({ ...entry, rank: ranks.get(entry.score)! }));
}

/** A board of a few, who are all here, in order: read as one of many is. */
export function readFew(entries: readonly Entry[], queries: readonly WindowQuery[]): Omit<Reading, 'version'> {
  const all = ranked(
    entries,
    new Map(entries.map(({ score }) => [score, entries.filter((one) => one.score > score).length])),
  );
  const windows = queries.map((query) => {
    if ('after' in query) {
      const { after, limit } = query;
      return all.filter((one) => !after || isBehind(one, after)).slice(0, limit);
    }
    const own = all.findIndex(({ playerId }) => playerId === query.around);
    const { before, behind } = halves(query.limit);
    return own < 0 ? [] : all.slice(Math.max(0, own - before), own + behind + 1);
  });
  return { players: all.length, windows };
}

const isBehind = (one: Entry, other: Entry): boolean =>
  one.score < other.score || (one.score === other.score && one.playerId > other.playerId);
