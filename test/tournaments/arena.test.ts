// Arenas: who is paired when, and what a streak is worth.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blossomMatching } from '../../src/services/tournaments/matching.ts';
import { arena, arenaPoints } from '../../src/tournaments/arena.ts';
import type { NewPairing, Pairing, TournamentState } from '../../src/tournaments/kit.ts';
import { entrants } from './play-out.ts';

const format = arena(blossomMatching);

const row = (points: readonly number[]): Pairing[] =>
  points.map((one, at) => ({
    round: at + 1,
    players: ['1', '2'],
    result: { ending: 'played', points: [one, 1 - one] },
  }));

describe('[P8] an arena', () => {
  test('a win is 2, a draw 1; after two wins in a row both are doubled, until a game is not won', () => {
    const total = (...points: number[]): number => arenaPoints(row(points), '1');
    expect(total(1, 1)).toBe(4);
    expect(total(1, 1, 1)).toBe(8);
    expect(total(1, 1, 1, 1)).toBe(12);
    expect(total(1, 1, 0.5, 1)).toBe(8);
    expect(total(1, 1, 0, 1)).toBe(6);
    expect(total(0.5, 0.5, 1, 0)).toBe(4);
    expect(arenaPoints(row([1, 1, 1, 0.5]), '2')).toBe(1);
  });

  test('voided games and those without an end change nothing', () => {
    const [first, second, third] = row([1, 1, 1]) as [Pairing, Pairing, Pairing];
    const broken: Pairing = { ...second, result: { ending: 'unplayed', points: [0.5, 0.5] } };
    const voided: Pairing = { ...second, result: { ending: 'voided', points: [0, 0] } };
    expect(arenaPoints([first, broken, second, voided, third], '1')).toBe(8);
  });

  test('whoever is free is paired, but nobody with the same opponent again, unless there are only two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 20 }), fc.integer(), (count, seed) => {
        let state: TournamentState = { entrants: entrants(count), pairings: [] };
        let dice = seed >>> 0;
        const roll = (): number => (dice = (Math.imul(dice, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
        for (let round = 1; round <= 30; round++) {
          const next = format.pairings(state);
          const made = next === 'waiting' ? [] : (next as readonly NewPairing[]);
          for (const { players } of made) checkPair(state, players);
          const pairings = [...state.pairings, ...made.map((pair): Pairing => ({ ...pair, round }))];
          state = { ...state, pairings: pairings.map((pairing) => (roll() < 0.5 ? ended(pairing, roll()) : pairing)) };
          const free = count - 2 * pairings.filter(({ result }) => !result).length;
          // One may be left, and two who have just met.
          expect(free).toBeLessThanOrEqual(count === 2 ? 0 : 3);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('when the time is up open games are waited for, and nothing is paired', () => {
    const open = { ...row([1])[0]!, result: undefined };
    const state = { entrants: entrants(4), timeIsUp: true };
    expect(format.pairings({ ...state, pairings: [open] })).toBe('waiting');
    expect(format.pairings({ ...state, pairings: row([1]) })).toBe('over');
  });

  test('equal points: more wins, then fewer games', () => {
    const pairings: Pairing[] = [
      { round: 1, players: ['1', '4'], result: { ending: 'played', points: [0.5, 0.5] } },
      { round: 2, players: ['1', '4'], result: { ending: 'played', points: [0.5, 0.5] } },
      { round: 1, players: ['2', '3'], result: { ending: 'played', points: [1, 0] } },
      { round: 2, players: ['3', '2'], result: { ending: 'played', points: [1, 0] } },
      { round: 3, players: ['2', '5'], result: { ending: 'played', points: [0, 1] } },
    ];
    const table = format.standings({ entrants: entrants(5), pairings });
    expect(table.map(({ playerId, points }) => [playerId, points])).toEqual([
      ['5', 2],
      ['3', 2],
      ['2', 2],
      ['1', 2],
      ['4', 2],
    ]);
    expect(table.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 4]);
  });
});

const ended = (pairing: Pairing, dice: number): Pairing =>
  pairing.result ? pairing : { ...pairing, result: { ending: 'played', points: dice < 0.5 ? [1, 0] : [0.5, 0.5] } };

function checkPair({ entrants: all, pairings }: TournamentState, players: readonly string[]): void {
  for (const player of players) {
    const own = pairings.filter((pairing) => pairing.players.includes(player));
    expect(own.every(({ result }) => result)).toBe(true);
    const last = own.at(-1)?.players.find((other) => other !== player);
    if (all.length > 2 && last !== undefined) expect(players).not.toContain(last);
  }
}
