// Elo against published examples.

import { expect, test } from 'vitest';
import { afterScore, coefficientOf, elo, expectedScore } from '../../src/ratings/elo.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('[P2] Elo: 1613 in a tournament of five, as textbooks have it', () => {
  // A loss, a draw, two wins and a loss; expected 0.51 + 0.69 + 0.79 + 0.54 + 0.35; K = 32 gives 1601.
  const expected = [1609, 1477, 1388, 1586, 1720].map((opponent) => expectedScore(1613, opponent));
  expect(expected.map((score) => Math.round(score * 100))).toEqual([51, 69, 79, 54, 35]);
  expect(Math.round(afterScore(1613, 32, 2.5, sum(expected)))).toBe(1601);
});

test('[P2] Elo: Portisch (2635) scores 10½ where 9.66 was expected', () => {
  // Elo, "The Rating of Chessplayers, Past and Present" (1978), p. 37, with K = 10.
  expect(afterScore(2635, 10, 10.5, 9.66)).toBeCloseTo(2643.4, 9);
  // One of his opponents was Hort (2600), against whom Elo's table expects 0.55.
  expect(expectedScore(2635, 2600)).toBeCloseTo(0.55, 2);
});

test("[P2] Elo: FIDE's development coefficients", () => {
  expect(coefficientOf({ rating: 1500, games: 29 })).toBe(40);
  expect(coefficientOf({ rating: 1500, games: 30 })).toBe(20);
  expect(coefficientOf({ rating: 2399, games: 300 })).toBe(20);
  expect(coefficientOf({ rating: 2400, games: 300 })).toBe(10);
});

test('[P2] Elo: what one wins the other loses, and a crowd counts as one game', () => {
  const player = (rating: number) => ({ ...elo.newcomer, rating, games: 50 });
  const crowd = [player(1500), player(1600), player(1700), player(1400)];
  const after = elo.rate(crowd, { ranks: [1, 2, 2, 4], teams: [0, 1, 2, 3], endedAtMs: 0 });
  expect(sum(after.map(({ rating }) => rating))).toBeCloseTo(6200, 9);
  expect(after[0]!.rating - 1500).toBeLessThan(20);
  expect(after[0]!.rating - 1500).toBeGreaterThan(10);
  expect(elo.isProvisional(player(1500), 0)).toBe(false);
  expect(elo.isProvisional(elo.newcomer, 0)).toBe(true);
});
