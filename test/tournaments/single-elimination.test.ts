// Brackets of every size.

import { describe, expect, test } from 'vitest';
import type { NewPairing, Pairing, Result, TournamentState } from '../../src/tournaments/kit.ts';
import { singleElimination } from '../../src/tournaments/single-elimination.ts';
import { entrants, playOut } from './play-out.ts';

const pairs = (state: TournamentState): string[] => {
  const next = singleElimination.pairings(state);
  return typeof next === 'string' ? [next] : next.map(({ players }) => players.join('-'));
};

/** A tournament in which these pairings have ended so. */
function after(count: number, ...ended: readonly [string, Result | undefined][]): TournamentState {
  const pairings = ended.map(([pair, result], at): Pairing => ({ round: at + 1, players: pair.split('-'), result }));
  return { entrants: entrants(count), pairings };
}

const played = (one: number): Result => ({ ending: 'played', points: [one, 1 - one] });

describe('[P8] single elimination', () => {
  test('the best seeds are the furthest apart, and free where the bracket is not full', () => {
    const first = (count: number): string[] =>
      pairs({ entrants: entrants(count), pairings: [] }).map((pair) => pair.split('-').toSorted().join('-'));
    expect(first(8)).toEqual(['1-8', '4-5', '3-6', '2-7']);
    expect(first(6)).toEqual(['4-5', '3-6']);
    expect(first(5)).toEqual(['4-5']);
  });

  test.each([2, 3, 5, 8, 13, 16, 33, 64])('of %i: one game fewer than entrants, and the best seed wins', (count) => {
    const state = playOut(singleElimination, { entrants: entrants(count) });
    expect(state.pairings).toHaveLength(count - 1);
    const table = singleElimination.standings(state);
    expect(table.slice(0, 2).map(({ playerId, rank }) => [playerId, rank])).toEqual([
      ['1', 1],
      ['2', 2],
    ]);
  });

  test('those who go out at one level share a rank', () => {
    const table = singleElimination.standings(playOut(singleElimination, { entrants: entrants(8) }));
    expect(table.map(({ playerId, rank, points }) => [playerId, rank, points])).toEqual([
      ['1', 1, 3],
      ['2', 2, 2],
      ['3', 3, 1],
      ['4', 3, 1],
      ...['5', '6', '7', '8'].map((id) => [id, 5, 0]),
    ]);
  });

  test('a draw is played again with seats swapped; after a second one the better seed goes on', () => {
    expect(pairs(after(2, ['1-2', played(0.5)]))).toEqual(['2-1']);
    expect(pairs(after(2, ['1-2', played(0.5)], ['2-1', played(0.5)]))).toEqual(['over']);
    const drawn = singleElimination.standings(after(2, ['1-2', played(0.5)], ['2-1', played(0.5)]));
    expect(drawn.map(({ playerId, rank }) => [playerId, rank])).toEqual([
      ['1', 1],
      ['2', 2],
    ]);
    const won = singleElimination.standings(after(2, ['1-2', played(0.5)], ['2-1', played(1)]));
    expect(won[0]!.playerId).toBe('2');
  });

  test('nothing is paired while a game is open', () => {
    expect(pairs(after(4, ['1-4', played(1)], ['2-3', undefined]))).toEqual(['waiting']);
    const table = singleElimination.standings(after(4, ['1-4', played(1)], ['2-3', undefined]));
    expect(table.map(({ playerId, rank }) => [playerId, rank])).toEqual([
      ['1', 1],
      ['2', 2],
      ['3', 2],
      ['4', 4],
    ]);
  });

  test('who does not appear is out; where neither does, the next opponent goes on without a game', () => {
    const neither: Result = { ending: 'forfeit', points: [0, 0] };
    expect(pairs(after(4, ['1-4', { ending: 'forfeit', points: [0, 1] }], ['2-3', played(1)]))[0]).toMatch(/4/);
    const state = after(4, ['1-4', neither], ['2-3', played(1)]);
    expect(pairs(state)).toEqual(['over']);
    expect(singleElimination.standings(state)[0]!.playerId).toBe('2');
  });

  test('who withdraws forfeits what they would have played', () => {
    const look = (next: readonly NewPairing[]): void => {
      for (const { players, result } of next.filter(({ players: two }) => two.includes('1'))) {
        if (result) expect(result.points[players.indexOf('1')]).toBe(0);
      }
    };
    const state = playOut(
      singleElimination,
      { entrants: entrants(8) },
      { withdrawn: (round) => (round > 1 ? ['1'] : []), look },
    );
    expect(singleElimination.standings(state).map(({ playerId }) => playerId)[0]).toBe('2');
    expect(state.pairings.filter(({ result }) => result?.ending === 'forfeit')).toHaveLength(1);
  });

  test('a voided game is played again, unless its winner has been paired further', () => {
    const voided: Result = { ending: 'voided', points: [0, 0] };
    expect(pairs(after(4, ['1-4', voided], ['2-3', played(1)]))).toEqual(['1-4']);
    const further = after(4, ['1-4', voided], ['2-3', played(1)], ['4-2', played(1)]);
    expect(pairs(further)).toEqual(['over']);
    expect(singleElimination.standings(further)[0]!.playerId).toBe('4');
  });

  test('what the server could not bring to an end lets the better seed go on', () => {
    expect(
      singleElimination.standings(after(2, ['2-1', { ending: 'unplayed', points: [0.5, 0.5] }]))[0]!.playerId,
    ).toBe('1');
  });
});
