// For the points of all games together (points.ts).

import { type Score, sum } from './kit.ts';

const points = (score: Score): number => score.points;

export const risingStar = sum(
  { title: 'Rising Star', description: 'Collect 1,000 points', tier: 'bronze', points: 10 },
  1_000,
  points,
);

export const skilledGamer = sum(
  { title: 'Skilled Gamer', description: 'Collect 2,500 points', tier: 'silver', points: 25 },
  2_500,
  points,
);

export const elitePlayer = sum(
  { title: 'Elite Player', description: 'Collect 5,000 points', tier: 'gold', points: 50 },
  5_000,
  points,
);
