// A tournament written as a cross table: one line an entrant, one word a round. `9+` beat number 9, `13=` drew, `2-` lost;
// `+f` and `-f` by forfeit; `U` a bye for a point, `H` one for half a point, `Z` none.

import type { Entrant, Pairing, TournamentState } from '../../src/tournaments/kit.ts';

const pointsFor = { '+': 1, '=': 0.5, '-': 0 } as const;
const byes: Readonly<Record<string, number>> = { U: 1, H: 0.5, Z: 0 };

export function crossTable(lines: readonly string[]): TournamentState {
  const entrants = lines.map((_, at): Entrant => ({ id: String(at + 1), seed: at + 1, withdrawn: false }));
  const pairings = lines.flatMap((line, at) =>
    line.split(/\s+/).flatMap((word, round) => pairingOf(at + 1, round + 1, word)),
  );
  return { entrants, pairings: pairings.toSorted((one, other) => one.round - other.round) };
}

function pairingOf(number: number, round: number, word: string): Pairing[] {
  const bye = byes[word];
  if (bye !== undefined) {
    return bye === 0 ? [] : [{ round, players: [String(number)], result: { ending: 'bye', points: [bye] } }];
  }
  const [, opponent, sign, forfeit] = /^(\d+)([+=-])(f?)$/.exec(word)!;
  // The other's line says it again.
  if (Number(opponent) < number) return [];
  const points = pointsFor[sign as keyof typeof pointsFor];
  const ending = forfeit ? 'forfeit' : 'played';
  return [{ round, players: [String(number), opponent!], result: { ending, points: [points, 1 - points] } }];
}
