// Glicko-2 against its author's own example, and players who stay away.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { glicko2, PERIOD_MS, rateAgainst } from '../../src/ratings/glicko2.ts';

const { newcomer } = glicko2;
const endedAtMs = Date.UTC(2026, 0, 1);
const duel = (ranks: readonly number[], atMs = endedAtMs) => ({ ranks, teams: [0, 1], endedAtMs: atMs });

test("[P2] Glickman's example: 1500 against 1400, 1550 and 1700", () => {
  const player = { rating: 1500, deviation: 200, volatility: 0.06 };
  const opponent = (rating: number, deviation: number) => ({ rating, deviation, volatility: 0.06 });
  const after = rateAgainst(player, [
    { opponent: opponent(1400, 30), score: 1 },
    { opponent: opponent(1550, 100), score: 0 },
    { opponent: opponent(1700, 300), score: 0 },
  ]);
  // Glickman, "Example of the Glicko-2 system": r′ = 1464.06, RD′ = 151.52, σ′ = 0.05999.
  expect(after.rating).toBeCloseTo(1464.06, 1);
  expect(after.deviation).toBeCloseTo(151.52, 2);
  expect(after.volatility).toBeCloseTo(0.05999, 4);
});

test('[P2] Glicko-2: a win raises, a loss lowers, and two equals who draw stay', () => {
  const skills = fc.record({
    rating: fc.double({ min: 800, max: 2600, noNaN: true }),
    deviation: fc.double({ min: 40, max: 350, noNaN: true }),
    volatility: fc.constant(0.06),
    games: fc.constant(10),
    playedAtMs: fc.constant(endedAtMs),
  });
  fc.assert(
    fc.property(skills, skills, (a, b) => {
      const [winner, loser] = glicko2.rate([a, b], duel([1, 2]));
      expect(winner!.rating).toBeGreaterThan(a.rating);
      expect(loser!.rating).toBeLessThan(b.rating);
    }),
  );
  const [first, second] = glicko2.rate([newcomer, newcomer], duel([1, 1]));
  expect([first!.rating, second!.rating]).toEqual([1500, 1500]);
  expect(first!.deviation).toBeLessThan(350);
});

test("[P2] Glicko-2: each whole period away is one of the paper's step 6, up to a newcomer's deviation", () => {
  const skill = { rating: 1700, deviation: 60, volatility: 0.06, games: 90, playedAtMs: endedAtMs };
  const after = (periods: number) => glicko2.deviationAt(skill, endedAtMs + periods * PERIOD_MS);
  expect(after(0.99)).toBe(60);
  let phi = 60 / 173.7178;
  for (let period = 1; period <= 40; period++) {
    phi = Math.sqrt(phi ** 2 + 0.06 ** 2);
    expect(after(period)).toBeCloseTo(phi * 173.7178, 9);
    expect(after(period + 0.5)).toBe(after(period));
  }
  expect(after(1_000_000)).toBe(350);
  expect(glicko2.isProvisional(skill, endedAtMs)).toBe(false);
  expect(glicko2.isProvisional(skill, endedAtMs + 80 * PERIOD_MS)).toBe(true);
  // Who comes back moves faster than who never left.
  const opponent = { ...skill };
  const [rested] = glicko2.rate([skill, opponent], duel([1, 2], endedAtMs + 80 * PERIOD_MS));
  const [busy] = glicko2.rate([skill, opponent], duel([1, 2]));
  expect(rested!.rating).toBeGreaterThan(busy!.rating + 5);
});

test('[P2] Glicko-2 does not play team mates against each other', () => {
  const strong = { ...newcomer, rating: 2000, deviation: 50 };
  const result = { ranks: [1, 2, 1, 2], teams: [0, 1, 0, 1], endedAtMs };
  const [withStrong] = glicko2.rate([newcomer, newcomer, strong, newcomer], result);
  const [withWeak] = glicko2.rate([newcomer, newcomer, newcomer, newcomer], result);
  expect(withStrong).toEqual(withWeak);
});
