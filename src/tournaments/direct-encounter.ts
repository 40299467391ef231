// Direct encounter (article 6 of FIDE's Tie-Break Regulations, Handbook C.07, in force since 1 March 2026): what those who
// are tied made of their games with each other.

import { opponentOf, pointsOf, type TournamentState } from './kit.ts';

interface Separate {
  readonly playerId: string;
  /** From games among the tied (6.1). */
  readonly points: number;
  /** How many of the others they have not met. */
  readonly missing: number;
}

/** The tied, best first; those who stay tied share an inner array. */
export function directEncounter(
  state: TournamentState,
  tied: readonly string[],
  options: { forfeitsArePlayed?: boolean } = {},
): string[][] {
  if (tied.length < 2) return [[...tied]];
  const table = tied
    .map((playerId) => separate(state, playerId, tied, options))
    .toSorted((one, other) => other.points - one.points);
  const groups = table.every(({ missing }) => missing === 0) ? byPoints(table) : certain(table);
  if (groups.length === 1) return groups;
  return groups.flatMap((group) => directEncounter(state, group, options));
}

function separate(
  state: TournamentState,
  playerId: string,
  tied: readonly string[],
  { forfeitsArePlayed = false }: { forfeitsArePlayed?: boolean },
): Separate {
  let points = 0;
  let missing = 0;
  for (const other of tied.filter((each) => each !== playerId)) {
    const games = state.pairings.filter(
      (pairing) =>
        (pairing.result?.ending === 'played' || (forfeitsArePlayed && pairing.result?.ending === 'forfeit')) &&
        pairing.players.includes(playerId) &&
        opponentOf(pairing, playerId) === other,
    );
    if (games.length === 0) missing += 1;
    // 6.1.2: the average, where they met more than once.
    else points += games.reduce((total, game) => total + pointsOf(game, playerId), 0) / games.length;
  }
  return { playerId, points, missing };
}

/** 6.2: all have met. */
function byPoints(table: readonly Separate[]): string[][] {
  const groups: string[][] = [];
  for (const [at, { playerId, points }] of table.entries()) {
    if (at > 0 && table[at - 1]!.points === points) groups.at(-1)!.push(playerId);
    else groups.push([playerId]);
  }
  return groups;
}

/** 6.3: from the top, whoever is alone there whatever the missing games would bring; then all the others. */
function certain(table: readonly Separate[]): string[][] {
  const rest = [...table];
  const first: string[][] = [];
  for (;;) {
    const leader = rest.find((each) =>
      rest.every((other) => other === each || each.points > other.points + other.missing),
    );
    if (!leader || rest.length === 1) break;
    first.push([leader.playerId]);
    rest.splice(rest.indexOf(leader), 1);
  }
  return [...first, rest.map(({ playerId }) => playerId)];
}
