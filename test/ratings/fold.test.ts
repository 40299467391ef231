// The fold over results, whatever the system.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldResult, type PlayedResult, type Standing } from '../../src/ratings/fold.ts';
import { ratingSystems } from '../../src/ratings/index.ts';

const players = ['ann', 'bob', 'cat', 'dan', 'eve'];
const results: fc.Arbitrary<PlayedResult> = fc
  .record({
    playerIds: fc.shuffledSubarray(players, { minLength: 2 }),
    paired: fc.boolean(),
    marks: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
    endedAtMs: fc.nat(10 ** 12),
  })
  .map(({ playerIds, paired, marks, endedAtMs }) => {
    const teams = playerIds.map((_, seat) => (paired ? seat % 2 : seat));
    const ranks = teams.map((team) => 1 + new Set(teams.filter((other) => marks[other]! > marks[team]!)).size);
    return { playerIds, teams, ranks, endedAtMs };
  });

describe.each(Object.entries(ratingSystems))('%s', (_name, system) => {
  test('[P2] the same results give the same numbers, in pieces or at once', () => {
    fc.assert(
      fc.property(fc.array(results, { maxLength: 30 }), fc.nat(30), (played, cut) => {
        const whole = new Map<string, Standing>();
        for (const result of played) foldResult(system, whole, result);
        const first = new Map<string, Standing>();
        for (const result of played.slice(0, cut)) foldResult(system, first, result);
        // As through a database, in which numbers are text.
        const second = new Map<string, Standing>(JSON.parse(JSON.stringify([...first])));
        for (const result of played.slice(cut)) foldResult(system, second, result);
        expect([...second].toSorted()).toEqual([...whole].toSorted());
        for (const [id, { games, wins, draws, losses }] of whole) {
          expect(games).toBe(played.filter(({ playerIds }) => playerIds.includes(id)).length);
          expect(wins + draws + losses).toBe(games);
        }
      }),
      { numRuns: 50 },
    );
  });

  test('[P2] a team that shares the best rank with no other has won', () => {
    const standings = new Map<string, Standing>();
    const result = { playerIds: players.slice(0, 4), teams: [0, 1, 0, 1], ranks: [2, 1, 2, 1], endedAtMs: 5 };
    const steps = foldResult(system, standings, result);
    expect(steps.map(({ after: { wins, draws, losses } }) => [wins, draws, losses])).toEqual([
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
      [1, 0, 0],
    ]);
    expect(standings.get('bob')!.rating).toBeGreaterThan(standings.get('ann')!.rating);
    foldResult(system, standings, { ...result, ranks: [1, 1, 1, 1] });
    expect(standings.get('ann')).toMatchObject({ games: 2, draws: 1, losses: 1, playedAtMs: 5 });
  });

  test('[P2] what can not be rated changes nothing', () => {
    const standings = new Map<string, Standing>();
    const alone = { playerIds: ['ann', 'bob'], teams: [0, 0], ranks: [1, 1], endedAtMs: 0 };
    expect(() => foldResult(system, standings, alone)).toThrow(/two teams/);
    const twice = { playerIds: ['ann', 'ann'], teams: [0, 1], ranks: [1, 2], endedAtMs: 0 };
    expect(() => foldResult(system, standings, twice)).toThrow(/several seats/);
    expect(standings.size).toBe(0);
  });
});
