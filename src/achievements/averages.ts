// For playing well again and again: the average of the latest games, whichever of the house's each was of. A title's are
// counted for themselves: an average is what a score may lower, and no title's shall take back what was earned elsewhere.

import type { Achievement, Face, Score } from './kit.ts';

export const consistent = average(
  { title: 'Consistent', description: 'Average 1,500 points over 10 games', tier: 'silver', points: 30 },
  { games: 10, points: 1_500 },
);

export const perfectionist = average(
  { title: 'Perfectionist', description: 'Average 2,000 points over 20 games', tier: 'gold', points: 60 },
  { games: 20, points: 2_000 },
);

/** The points of the latest games, oldest first: of all of the house's, and of each title's. */
type Latest = Readonly<Record<string, readonly number[]>>;

/** Progress is that of the best, and takes games that are yet to be played for lost. */
function average(face: Face, over: { readonly games: number; readonly points: number }): Achievement<Latest> {
  const progressOf = (latest: readonly number[]): number => {
    const mean = Math.floor(latest.reduce((total, points) => total + points, 0) / over.games);
    return Math.min(mean, latest.length < over.games ? over.points - 1 : over.points);
  };
  return {
    ...face,
    goal: over.points,
    start: {},
    count(all, score) {
      const where = placeOf(score);
      return { ...all, [where]: [...(all[where] ?? []), score.points].slice(-over.games) };
    },
    progress: (all) => Math.max(0, ...Object.values(all).map(progressOf)),
  };
}

const placeOf = ({ matchId, game }: Score): string => (matchId === null ? `title ${game}` : 'house');
