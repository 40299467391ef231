// OpenSkill against the examples that its implementations publish.

import { expect, test } from 'vitest';
import { openskill, rateTeams } from '../../src/ratings/openskill.ts';

/** The published examples are on the paper's scale, and without a change of skill between matches. */
const paper = { beta: 25 / 6, tau: 0 };
const belief = (rating = 25, deviation = 25 / 3) => ({ rating, deviation });

test('[P2] OpenSkill: two against two', () => {
  const [[x1, x2], [y1, y2]] = rateTeams(
    [
      [belief(), belief(32.444, 5.123)],
      [belief(43.381, 2.421), belief(25.188, 6.211)],
    ],
    [1, 2],
    paper,
  ) as [[unknown, unknown], [unknown, unknown]];
  // openskill.py's README, to the last digit.
  expect(x1).toEqual({ rating: 28.669648436582808, deviation: 8.071520788025197 });
  expect(x2).toEqual({ rating: 33.83086971107981, deviation: 5.062772998705765 });
  expect(y1).toEqual({ rating: 43.071274808241974, deviation: 2.4166900452721256 });
  expect(y2).toEqual({ rating: 23.149503312339064, deviation: 6.1378606973362135 });
});

test('[P2] OpenSkill: everyone against everyone, with and without ties', () => {
  const four = [[belief()], [belief()], [belief()], [belief()]];
  // openskill.js' README: ranks 4, 1, 3, 2, and scores 37, 19, 37, 42.
  const rounded = (ranks: readonly number[]) =>
    rateTeams(four, ranks, paper).map(([after]) => [after!.rating.toFixed(3), after!.deviation.toFixed(3)]);
  expect(rounded([4, 1, 3, 2])).toEqual([
    ['20.963', '8.084'],
    ['27.795', '8.263'],
    ['24.689', '8.084'],
    ['26.553', '8.179'],
  ]);
  expect(rounded([2, 4, 2, 1])).toEqual([
    ['24.689', '8.179'],
    ['22.826', '8.179'],
    ['24.689', '8.179'],
    ['27.795', '8.263'],
  ]);
});

test("[P2] OpenSkill: our scale is the paper's, sixty times as wide", () => {
  const { newcomer } = openskill;
  const after = openskill.rate([newcomer, newcomer, newcomer], { ranks: [2, 1, 3], teams: [0, 1, 2], endedAtMs: 0 });
  const onPaper = rateTeams([[belief()], [belief()], [belief()]], [2, 1, 3], { beta: 25 / 6, tau: 25 / 300 });
  for (const [player, [reference]] of onPaper.entries()) {
    expect(after[player]!.rating).toBeCloseTo(reference!.rating * 60, 8);
    expect(after[player]!.deviation).toBeCloseTo(reference!.deviation * 60, 8);
  }
});

test('[P2] OpenSkill: team mates share what their team did, whatever seats they sit on', () => {
  const { newcomer } = openskill;
  const players = [newcomer, newcomer, newcomer, newcomer];
  const [a, b, c, d] = openskill.rate(players, { ranks: [1, 2, 1, 2], teams: [0, 1, 0, 1], endedAtMs: 0 });
  expect(a).toEqual(c);
  expect(b).toEqual(d);
  expect(a!.rating).toBeGreaterThan(1500);
  expect(b!.rating).toBeLessThan(1500);
});
