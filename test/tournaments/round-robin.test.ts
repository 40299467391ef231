// Round robins against the Berger tables as FIDE publishes them (Handbook C.05, annex 1).

import { describe, expect, test } from 'vitest';
import { bergerRound, roundRobin } from '../../src/tournaments/round-robin.ts';
import type { Pairing } from '../../src/tournaments/kit.ts';
import { entrants, playOut } from './play-out.ts';

const tables: Readonly<Record<number, readonly string[]>> = {
  4: ['1-4, 2-3', '4-3, 1-2', '2-4, 3-1'],
  6: ['1-6, 2-5, 3-4', '6-4, 5-3, 1-2', '2-6, 3-1, 4-5', '6-5, 1-4, 2-3', '3-6, 4-2, 5-1'],
  8: [
    '1-8, 2-7, 3-6, 4-5',
    '8-5, 6-4, 7-3, 1-2',
    '2-8, 3-1, 4-7, 5-6',
    '8-6, 7-5, 1-4, 2-3',
    '3-8, 4-2, 5-1, 6-7',
    '8-7, 1-6, 2-5, 3-4',
    '4-8, 5-3, 6-2, 7-1',
  ],
  10: [
    '1-10, 2-9, 3-8, 4-7, 5-6',
    '10-6, 7-5, 8-4, 9-3, 1-2',
    '2-10, 3-1, 4-9, 5-8, 6-7',
    '10-7, 8-6, 9-5, 1-4, 2-3',
    '3-10, 4-2, 5-1, 6-9, 7-8',
    '10-8, 9-7, 1-6, 2-5, 3-4',
    '4-10, 5-3, 6-2, 7-1, 8-9',
    '10-9, 1-8, 2-7, 3-6, 4-5',
    '5-10, 6-4, 7-3, 8-2, 9-1',
  ],
};

test.each(Object.entries(tables))('[P8] the Berger table for %s players', (size, table) => {
  const rounds = table.map((_, at) =>
    bergerRound(Number(size), at + 1)
      .map((pair) => pair.join('-'))
      .join(', '),
  );
  expect(rounds).toEqual(table);
});

describe('[P8] a round robin', () => {
  test.each([2, 3, 4, 5, 7, 12, 31])('of %i: everyone meets everyone once, and is seated fairly', (count) => {
    const { pairings } = playOut(roundRobin, { entrants: entrants(count) });
    const pairs = new Set(pairings.map(({ players }) => players.toSorted().join()));
    expect(pairs.size).toBe((count * (count - 1)) / 2);
    expect(pairings.length).toBe(pairs.size);
    for (const { id } of entrants(count)) {
      const own = pairings.filter(({ players }) => players.includes(id));
      const firsts = own.filter(({ players }) => players[0] === id).length;
      expect(Math.abs(2 * firsts - own.length)).toBeLessThanOrEqual(1);
      expect(new Set(own.map(({ round }) => round)).size).toBe(own.length);
    }
  });

  test('who withdraws forfeits the games that are left', () => {
    const after = (round: number) => (round >= 2 ? ['1'] : []);
    const { pairings } = playOut(roundRobin, { entrants: entrants(4) }, { withdrawn: after });
    const forfeits = pairings.filter(({ result }) => result?.ending === 'forfeit');
    expect(forfeits.map(({ players, result }) => result!.points[players.indexOf('1')])).toEqual([0, 0]);
    expect(pairings).toHaveLength(6);
  });

  test('direct encounter, then Sonneborn-Berger, then wins part those with as many points', () => {
    const won = (round: number, players: [string, string], points: [number, number]): Pairing => {
      return { round, players, result: { ending: 'played', points } };
    };
    const pairings = [
      ...[won(1, ['1', '4'], [1, 0]), won(1, ['2', '3'], [1, 0])],
      ...[won(2, ['4', '3'], [1, 0]), won(2, ['1', '2'], [0, 1])],
      ...[won(3, ['2', '4'], [0, 1]), won(3, ['3', '1'], [0, 1])],
    ];
    const table = roundRobin.standings({ entrants: entrants(4), pairings });
    // 1, 2 and 4 have two points each and beat each other in a circle.
    expect(table.map(({ playerId, rank, points }) => [playerId, rank, points])).toEqual([
      ['1', 1, 2],
      ['2', 1, 2],
      ['4', 1, 2],
      ['3', 4, 0],
    ]);
    expect(table[0]!.tieBreaks).toEqual([
      { name: 'direct-encounter', value: 0 },
      { name: 'sonneborn-berger', value: 2 },
      { name: 'wins', value: 2 },
    ]);
  });
});
