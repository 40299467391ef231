// For playing well again and again: the average of the latest games, whichever game each was of.

import type { Achievement, Face } from './kit.ts';

export const consistent = average(
  { title: 'Consistent', description: 'Average 1,500 points over 10 games', tier: 'silver', points: 30 },
  { games: 10, points: 1_500 },
);

export const perfectionist = average(
  { title: 'Perfectionist', description: 'Average 2,000 points over 20 games', tier: 'gold', points: 60 },
  { games: 20, points: 2_000 },
);

/** Counts the points of the latest games, oldest first; progress takes games that are yet to be played for lost. */
function average(
  face: Face,
  over: { readonly games: number; readonly points: number },
): Achievement<readonly number[]> {
  return {
    ...face,
    goal: over.points,
    start: [],
    count: (latest, { points }) => [...latest, points].slice(-over.games),
    progress(latest) {
      const mean = Math.floor(latest.reduce((total, points) => total + points, 0) / over.games);
      return Math.min(mean, latest.length < over.games ? over.points - 1 : over.points);
    },
  };
}
