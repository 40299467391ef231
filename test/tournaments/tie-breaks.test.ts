// The tie-breaks against worked examples from outside: FIDE's Technical Commission, "Exercises in Tie-Breaking" (2024,
// https://tec.fide.com/2024/03/18/tie-break-exercise/). Its Swiss values are of the rules before 1 March 2026, since when
// 16.4.1 and 16.4.2 limit what a dummy opponent is worth: those of 4, 6 and 11 are given as of now, as the pairing program
// sharly-chess has them in its tests of the same exercises.

import { describe, expect, test } from 'vitest';
import { blossomMatching } from '../../src/services/tournaments/matching.ts';
import { directEncounter } from '../../src/tournaments/direct-encounter.ts';
import { adjustedScore, recordsOf, scoreOf } from '../../src/tournaments/records.ts';
import { formatsWith } from '../../src/tournaments/index.ts';
import { OpponentSums } from '../../src/tournaments/tie-breaks.ts';
import type { Pairing, TournamentState } from '../../src/tournaments/kit.ts';
import { crossTable } from './cross-table.ts';
import { entrants } from './play-out.ts';

/** Page 5: 16 players, 5 rounds, with byes, forfeits and a withdrawal. */
const swiss = crossTable([
  '9+ 13= 2= 15+ 4=',
  '10+ 7+ 1= 16+ 3=',
  '11= 6+ 8+ 4= 2=',
  '12+ H 13+ 3= 1=',
  '13- 15- 11+ 7= 10+',
  '14- 3- U 10+ 8+',
  '15+ 2- 16- 5= 11-',
  '16= 14+ 3- 13+ 6-',
  '1- 10- H 11-f U',
  '2- 9+ 15- 6- 5-',
  '3= 16- 5- 9+f 7+',
  '4- U 14+f Z Z',
  '5+ 1= 4- 8- 14-',
  '6+ 8- 12-f Z 13+',
  '7- 5+ 10+ 1- 16-',
  '8= 11+ 7+ 2- 15+',
]);

/** Page 6: 6 players, one of whom does not appear in round 4. */
const roundRobin = crossTable([
  '5= 2+ 3+ 4- 6+',
  '6+ 1- 5+ 3= 4+',
  '4+ 6+ 1- 2= 5+',
  '3- 5- 6= 1+ 2-',
  '1= 4+ 2- 6-f 3-',
  '2- 3- 4= 5+f 1-',
]);

function values(state: TournamentState, of: (id: string) => number): Record<string, number> {
  return Object.fromEntries(state.entrants.map(({ id }) => [id, of(id)]));
}

describe('[P8] the Swiss of the exercises', () => {
  const sums = new OpponentSums(swiss);

  test('points, and as they count for opponents', () => {
    expect(values(swiss, (id) => scoreOf(recordsOf(swiss, id)))).toEqual({
      ...{ 1: 3.5, 2: 4, 3: 3.5, 4: 3.5, 5: 2.5, 6: 3, 7: 1.5, 8: 2.5 },
      ...{ 9: 1.5, 10: 1, 11: 2.5, 12: 2, 13: 1.5, 14: 2, 15: 2, 16: 3.5 },
    });
    expect(values(swiss, (id) => adjustedScore(recordsOf(swiss, id)))).toEqual({
      ...{ 1: 3.5, 2: 4, 3: 3.5, 4: 3.5, 5: 2.5, 6: 3, 7: 1.5, 8: 2.5 },
      ...{ 9: 1.5, 10: 1, 11: 2.5, 12: 3, 13: 1.5, 14: 2, 15: 2, 16: 3.5 },
    });
  });

  test('Buchholz', () => {
    expect(values(swiss, (id) => sums.buchholz(id))).toEqual({
      ...{ 1: 12.5, 2: 13, 3: 15.5, 4: 14, 5: 8.5, 6: 11.5, 7: 14.5, 8: 13.5 },
      ...{ 9: 9, 10: 13, 11: 12.5, 12: 11.5, 13: 14, 14: 11, 15: 12, 16: 12.5 },
    });
  });

  test('Buchholz Cut 1', () => {
    const expected = {
      ...{ 1: 11, 3: 13, 4: 11.5, 5: 7.5, 7: 12.5, 8: 12 },
      ...{ 9: 7.5, 11: 11, 12: 9.5, 13: 12, 14: 9, 15: 11, 16: 11 },
    };
    expect(values(swiss, (id) => sums.buchholzCut1(id))).toMatchObject(expected);
  });

  test('Sonneborn-Berger', () => {
    expect(values(swiss, (id) => sums.sonnebornBerger(id))).toEqual({
      ...{ 1: 8, 2: 9.5, 3: 10.5, 4: 9.25, 5: 4.25, 6: 6, 7: 3.25, 8: 5.25 },
      ...{ 9: 2.25, 10: 1.5, 11: 4.75, 12: 4, 13: 4.25, 14: 4.5, 15: 3.5, 16: 7.25 },
    });
  });
});

test('[P8] Buchholz with two requested byes, as of March 2026', () => {
  // A player of 3½ with a half-point and a zero-point bye in five rounds meets 0, 1½ and 1½; each dummy is worth 2½.
  const state = crossTable(['2+ H 3+ Z 4+', '1- 4+ H Z Z', '4= U 1- Z Z', '3= 2- Z U 1-']);
  const dummies = 2 * 2.5;
  const opponents = ['2', '3', '4'].map((id) => adjustedScore(recordsOf(state, id)));
  const sums = new OpponentSums(state);
  expect(scoreOf(recordsOf(state, '1'))).toBe(3.5);
  expect(sums.buchholz('1')).toBe(opponents.reduce((sum, score) => sum + score, dummies));
  expect(sums.buchholzCut1('1')).toBe(sums.buchholz('1') - 2.5);
});

describe('[P8] the round robin of the exercises', () => {
  test('Sonneborn-Berger, with a forfeit as a game like others', () => {
    const sums = new OpponentSums(roundRobin, { forfeitsArePlayed: true });
    expect(values(roundRobin, (id) => sums.sonnebornBerger(id))).toEqual({
      ...{ 1: 9.25, 2: 6.25, 3: 6.25, 4: 4.25, 5: 3.25, 6: 2.25 },
    });
  });

  test('direct encounter', () => {
    const order = (tied: string[]): string[][] => directEncounter(roundRobin, tied, { forfeitsArePlayed: true });
    expect(order(['1', '2', '3'])).toEqual([['1'], ['2', '3']]);
    expect(order(['4', '5', '6'])).toEqual([['6'], ['5'], ['4']]);
  });
});

describe('[P8] direct encounter in a Swiss', () => {
  test('the one of the exercises, page 43: 1, 2, 4 and 6 have six points of nine', () => {
    const games = [
      ['1', '2', 0.5],
      ['1', '4', 0.5],
      ['1', '6', 0.5],
      ['2', '4', 0.5],
      ['6', '2', 1],
      ['4', '6', 0.5],
    ] as const;
    const pairings = games.map(([one, other, points], at) => ({
      ...{ round: at + 1, players: [one, other] },
      result: { ending: 'played' as const, points: [points, 1 - points] },
    }));
    const entrants = ['1', '2', '4', '6'].map((id) => ({ id, seed: Number(id), withdrawn: false }));
    expect(directEncounter({ entrants, pairings }, ['1', '2', '4', '6'])).toEqual([['6'], ['1', '4'], ['2']]);
  });

  test('who would be alone on top whatever the missing game brings comes first; the rest begins anew', () => {
    // 1 beat 2 and 3, which have not met: 3 can't reach 2 points.
    const state = crossTable(['2+ 3+', '1- 4+', '4+ 1-', '3- 2-']);
    expect(directEncounter(state, ['1', '2', '3'])).toEqual([['1'], ['2', '3']]);
  });

  test('a missing game that could change who is on top leaves all tied', () => {
    const state = crossTable(['2+ 4-', '1- 3+', '4+ 2-', '3- 1+']);
    expect(directEncounter(state, ['1', '2', '3'])).toEqual([['1', '2', '3']]);
  });

  test('a forfeit is no encounter', () => {
    const state = crossTable(['2+f 3-', '1-f 4+', '4+ 1+', '3- 2-']);
    expect(directEncounter(state, ['1', '2'])).toEqual([['1', '2']]);
    expect(directEncounter(state, ['1', '2'], { forfeitsArePlayed: true })).toEqual([['1'], ['2']]);
  });

  test('a circle stays tied', () => {
    const state = crossTable(['2+ 3-', '1- 3+', 'Z 1+']);
    const circle = { ...state, pairings: [...state.pairings, ...crossTable(['Z', '3+', '2-']).pairings] };
    expect(directEncounter(circle, ['1', '2', '3'])).toEqual([['1', '2', '3']]);
  });
});

describe('[P8] standings', () => {
  test.each(['arena', 'round_robin', 'swiss', 'single_elimination'] as const)(
    'of %s: games that somebody did not come to are won and lost, whatever counts them',
    (name) => {
      const pairings: Pairing[] = [
        { round: 1, players: ['1', '2'], result: { ending: 'played', points: [1, 0] } },
        { round: 2, players: ['2', '1'], result: { ending: 'forfeit', points: [0, 1] } },
        { round: 3, players: ['1'], result: { ending: 'bye', points: [1] } },
        { round: 4, players: ['1', '2'], result: { ending: 'voided', points: [0, 0] } },
      ];
      const table = formatsWith(blossomMatching)[name].standings({ entrants: entrants(2), pairings });
      expect(table.map(({ wins, draws, losses }) => [wins, draws, losses])).toEqual([[2, 0, 0], [0, 0, 2]]); // prettier-ignore
      for (const { wins, tieBreaks } of table) {
        for (const { value } of tieBreaks.filter((tieBreak) => tieBreak.name === 'wins')) expect(value).toBe(wins);
      }
    },
  );
});
