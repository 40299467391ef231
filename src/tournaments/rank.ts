// Standings: by points, then by one tie-break after the other; whom nothing parts share a rank, in the order of seeds.

import { directEncounter } from './direct-encounter.ts';
import { type Entrant, type Standing, tally, type TieBreakName, type TournamentState } from './kit.ts';

/** A number for each entrant, more is better; direct encounter is one for those who are tied by then. */
export type Criterion =
  | { readonly name: TieBreakName; readonly value: (playerId: string) => number }
  | { readonly name: 'direct-encounter'; readonly forfeitsArePlayed: boolean };

export function rank(
  state: TournamentState,
  points: (playerId: string) => number,
  criteria: readonly Criterion[],
): Standing[] {
  const entrants = state.entrants.toSorted((one, other) => one.seed - other.seed);
  const values = new Map<string, number[]>(entrants.map(({ id }) => [id, []]));
  let groups = split(entrants, ({ id }) => points(id));
  for (const criterion of criteria) {
    groups = groups.flatMap((group) => {
      const measure = 'value' in criterion ? criterion.value : encounters(state, group, criterion.forfeitsArePlayed);
      for (const { id } of group) values.get(id)!.push(measure(id));
      return split(group, ({ id }) => measure(id));
    });
  }
  let before = 0;
  return groups.flatMap((group) => {
    const place = before + 1;
    before += group.length;
    return group.map(({ id }) => ({
      ...{ playerId: id, rank: place, points: points(id), ...tally(state, id) },
      tieBreaks: criteria.map(({ name }, at) => ({ name, value: values.get(id)![at]! })),
    }));
  });
}

/** Greatest first; equals stay together, in their order. */
function split(group: readonly Entrant[], measure: (entrant: Entrant) => number): Entrant[][] {
  const measured = group.map((entrant) => ({ entrant, value: measure(entrant) }));
  const groups: Entrant[][] = [];
  const sorted = measured.toSorted((one, other) => other.value - one.value);
  for (const [at, { entrant, value }] of sorted.entries()) {
    if (at > 0 && sorted[at - 1]!.value === value) groups.at(-1)!.push(entrant);
    else groups.push([entrant]);
  }
  return groups;
}

/** How many of the tied are behind each of them. */
function encounters(
  state: TournamentState,
  tied: readonly Entrant[],
  forfeitsArePlayed: boolean,
): (playerId: string) => number {
  const ids = tied.map(({ id }) => id);
  const groups = directEncounter(state, ids, { forfeitsArePlayed });
  const behind = new Map<string, number>();
  let left = tied.length;
  for (const group of groups) {
    left -= group.length;
    for (const playerId of group) behind.set(playerId, left);
  }
  return (playerId) => behind.get(playerId)!;
}
