// Glicko-2 against its author's own example.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateAgainst, rateMatch, unrated } from '../../src/ratings/glicko2.ts';

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

test('[P2] a win raises, a loss lowers, and two equals who draw stay', () => {
  const ratings = fc.record({
    rating: fc.double({ min: 800, max: 2600, noNaN: true }),
    deviation: fc.double({ min: 40, max: 350, noNaN: true }),
    volatility: fc.constant(0.06),
  });
  fc.assert(
    fc.property(ratings, ratings, (a, b) => {
      const [winner, loser] = rateMatch([a, b], [1, 2]);
      expect(winner!.rating).toBeGreaterThan(a.rating);
      expect(loser!.rating).toBeLessThan(b.rating);
    }),
  );
  const [first, second] = rateMatch([unrated, unrated], [1, 1]);
  expect([first!.rating, second!.rating]).toEqual([1500, 1500]);
  expect(first!.deviation).toBeLessThan(350);
});
