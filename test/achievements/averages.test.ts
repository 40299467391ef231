// Averages over scores of the house and of titles.

import { describe, expect, it } from 'vitest';
import { fold, progressOf } from '../../src/achievements/fold.ts';
import type { Score } from '../../src/achievements/kit.ts';
import { FULL_POINTS } from '../../src/achievements/points.ts';

const house = (points: number, n: number): Score => {
  const game = n % 2 ? 'chess' : 'arena';
  return { game, mode: 'any', matchId: `match ${n}`, points, feats: {} };
};
const of =
  (game: string) =>
  (points: number): Score => ({ game, mode: 'any', matchId: null, points, feats: {} });
const times = (n: number, make: (points: number, n: number) => Score, points = FULL_POINTS): Score[] =>
  Array.from({ length: n }, (_, i) => make(points, i));

const unlockedBy = (scores: readonly Score[]) =>
  Object.fromEntries(fold(['consistent', 'perfectionist'], {}, scores).unlocked.map(({ id, by }) => [id, by]));

describe('[P3] an average', () => {
  it('is over the games of the house, whichever they are', () => {
    const scores = [house(0, 0), ...times(19, house)];
    expect(Object.keys(unlockedBy(scores.slice(0, 10)))).toEqual(['consistent']);
    expect(unlockedBy(scores)).toEqual({ consistent: scores[9], perfectionist: scores[19] });
  });

  it('[P4] of the house is not lowered by a title, whenever its scores come', () => {
    const own = times(20, house);
    const zeros = times(30, of('pinball'), 0);
    for (const before of [0, 5, 9, 10, 15]) {
      const scores = [...own.slice(0, before), ...zeros, ...own.slice(before)];
      expect(unlockedBy(scores)).toEqual(unlockedBy(own));
    }
  });

  it('[P4] of a title is over its own scores', () => {
    const titles = ['pinball', 'constructor'].map((game) => times(20, of(game)));
    const mixed = titles[0]!.flatMap((score, n) => [score, titles[1]![n]!, house(0, n)]);
    expect(unlockedBy(mixed)).toEqual(unlockedBy(titles[0]!));
    expect(unlockedBy([...times(9, of('pinball')), ...times(9, house)])).toEqual({});
  });

  it('is as far as the best one', () => {
    const scores = [...times(4, of('pinball')), ...times(2, house)];
    const { counters } = fold(['consistent'], {}, scores);
    expect(progressOf('consistent', counters)).toBe((4 * FULL_POINTS) / 10);
    expect(progressOf('consistent', {})).toBe(0);
  });
});
