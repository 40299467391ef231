// Swisses of any size, with draws, byes and withdrawals: what is promised of every round, and against all ways to pair it
// where the field is small enough to try them all.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blossomMatching } from '../../src/services/tournaments/matching.ts';
import type { NewPairing, TournamentState } from '../../src/tournaments/kit.ts';
import { recordsOf, scoreOf } from '../../src/tournaments/records.ts';
import { clash, seatWish } from '../../src/tournaments/seats.ts';
import { swiss } from '../../src/tournaments/swiss.ts';
import { entrants, playOut } from './play-out.ts';

const format = swiss(blossomMatching);

/** A number from 0 to 1 that a seed and what it is for decide. */
function chance(seed: number, ...what: readonly (string | number)[]): number {
  let hash = seed | 0;
  for (const char of what.join()) hash = Math.imul(hash ^ char.charCodeAt(0), 0x9e3779b1) ^ (hash >>> 15);
  return (hash >>> 0) / 2 ** 32;
}

/** Draws, upsets, and now and then one who goes. */
const course = (seed: number, count: number) => ({
  play: ({ players }: NewPairing, round: number) => [0, 0.5, 1][Math.floor(3 * chance(seed, round, ...players))]!,
  withdrawn: (round: number) =>
    entrants(count)
      .map(({ id }) => id)
      .filter((id) => chance(seed, id, 'goes') < 0.2 && chance(seed, id, 'when') * 6 < round),
});

const fields = (most: number) =>
  fc.record({
    count: fc.integer({ min: 2, max: most }),
    rounds: fc.integer({ min: 1, max: 9 }),
    seed: fc.integer(),
  });

const present = (state: TournamentState): string[] =>
  state.entrants.filter(({ withdrawn }) => !withdrawn).map(({ id }) => id);

const scoreIn = (state: TournamentState, id: string): number => scoreOf(recordsOf(state, id));

/** What a way to pair a round is judged by first: seats that break a must, then differences of score. */
function cost(state: TournamentState, pairs: readonly (readonly string[])[]): [clashes: number, differences: number] {
  const two = pairs.filter(({ length }) => length === 2) as [string, string][];
  return [
    two.filter(([one, other]) => clash(seatWish(state, one), seatWish(state, other))).length,
    two.reduce((sum, [one, other]) => sum + (scoreIn(state, one) - scoreIn(state, other)) ** 2, 0),
  ];
}

/** All ways to pair all of these without meeting again. */
function waysToPair(state: TournamentState, ids: readonly string[]): [string, string][][] {
  const [first, ...others] = ids;
  if (first === undefined) return [[]];
  return others.flatMap((other) => {
    const met = state.pairings.some(({ players }) => players.includes(first) && players.includes(other));
    const rest = others.filter((each) => each !== other);
    return met ? [] : waysToPair(state, rest).map((pairs): [string, string][] => [[first, other], ...pairs]);
  });
}

const hadPoint = (state: TournamentState, id: string): boolean =>
  recordsOf(state, id).some(({ kind, points }) => kind !== 'played' && points === 1);

describe('[P8] a Swiss', () => {
  test('of up to 64: nobody meets anyone twice, has two byes, or is left out', () => {
    fc.assert(
      fc.property(fields(64), ({ count, rounds, seed }) => {
        const look = (pairs: readonly NewPairing[], before: TournamentState): void => {
          expect(pairs.flatMap(({ players }) => players).toSorted()).toEqual(present(before).toSorted());
        };
        const state = playOut(format, { entrants: entrants(count), rounds }, { ...course(seed, count), look });
        const games = state.pairings.filter(({ players }) => players.length === 2);
        expect(new Set(games.map(({ players }) => players.toSorted().join())).size).toBe(games.length);
        const byes = state.pairings.filter(({ players }) => players.length === 1).map(({ players }) => players[0]);
        expect(new Set(byes).size).toBe(byes.length);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  test('of up to 8: no way to pair a round breaks fewer seats, or has smaller differences of score', () => {
    fc.assert(
      fc.property(fields(8), ({ count, rounds, seed }) => {
        const look = (pairs: readonly NewPairing[], before: TournamentState): void => {
          const free = pairs.find(({ players }) => players.length === 1)?.players[0];
          const ways = waysToPair(
            before,
            present(before).filter((id) => id !== free),
          );
          const best = ways.map((way) => cost(before, way)).toSorted(([a, b], [c, d]) => a - c || b - d)[0];
          const chosen = pairs.map(({ players }) => players);
          expect(cost(before, chosen)).toEqual(best);
        };
        playOut(format, { entrants: entrants(count), rounds }, { ...course(seed, count), look });
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  test('the bye is for the lowest who had none and without whom the others can be paired', () => {
    fc.assert(
      fc.property(fields(7), ({ count, rounds, seed }) => {
        const look = (pairs: readonly NewPairing[], before: TournamentState): void => {
          const ids = present(before);
          if (ids.length % 2 === 0) return;
          const candidates = ids
            .filter((id) => !hadPoint(before, id))
            .filter(
              (id) =>
                waysToPair(
                  before,
                  ids.filter((other) => other !== id),
                ).length > 0,
            )
            .toSorted((a, b) => scoreIn(before, a) - scoreIn(before, b) || Number(b) - Number(a));
          expect(pairs.find(({ players }) => players.length === 1)?.players).toEqual([candidates[0]]);
        };
        playOut(format, { entrants: entrants(count), rounds }, { ...course(seed, count), look });
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  test('it ends early only where no round can be paired', () => {
    fc.assert(
      fc.property(fields(7), ({ count, rounds, seed }) => {
        const state = playOut(format, { entrants: entrants(count), rounds }, course(seed, count));
        const ids = present(state);
        if (Math.max(0, ...state.pairings.map(({ round }) => round)) === rounds || ids.length < 2) return;
        const without =
          ids.length % 2 === 0
            ? [ids]
            : ids.filter((id) => !hadPoint(state, id)).map((free) => ids.filter((id) => id !== free));
        expect(without.flatMap((each) => waysToPair(state, each))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  }, 120_000);

  test('the first round: the upper half meets the lower one, every second seed sits first', () => {
    const pairs = format.pairings({ entrants: entrants(9), pairings: [] }) as readonly NewPairing[];
    expect(pairs.map(({ players }) => players)).toEqual([['1', '5'], ['6', '2'], ['3', '7'], ['8', '4'], ['9']]);
  });

  test('in a field of usual size nobody sits in one seat three times in a row', () => {
    const state = playOut(format, { entrants: entrants(32), rounds: 7 }, { play: course(5, 32).play });
    for (const { id } of entrants(32)) {
      const seats = state.pairings
        .filter(({ players }) => players.includes(id))
        .map(({ players }) => players[0] === id);
      expect(seats.join()).not.toMatch(/true,true,true|false,false,false/);
    }
  });

  test('without a number of rounds it has as many as part the field', () => {
    const roundsOf = (count: number) => playOut(format, { entrants: entrants(count) }).pairings.at(-1)!.round;
    expect([2, 3, 4, 5, 8, 9, 16, 17].map(roundsOf)).toEqual([1, 2, 2, 3, 3, 4, 4, 5]);
  });

  test('standings: points, then Buchholz Cut 1, Buchholz, Sonneborn-Berger, direct encounter', () => {
    const table = format.standings(playOut(format, { entrants: entrants(8), rounds: 3 }));
    expect(table[0]).toMatchObject({ playerId: '1', rank: 1, points: 3, wins: 3, draws: 0, losses: 0 });
    expect(table[0]!.tieBreaks.map(({ name }) => name)).toEqual([
      'buchholz-cut-1',
      'buchholz',
      'sonneborn-berger',
      'direct-encounter',
    ]);
    expect(table.map(({ points }) => points)).toEqual([3, 2, 2, 2, 1, 1, 1, 0]);
  });
});
