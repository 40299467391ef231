// Boards have everyone who was rated, or has achievements, at the rank that sorting them gives.

import { openBoards } from '../../../src/services/boards/index.ts';
import { achievementsBoard } from '../../../src/services/boards/board.ts';
import { expectedRatings } from '../../../test/support/rating-oracle.ts';
import { expectedTotals } from './achievements.ts';
import { type Check, type Rows, rowsBy } from './check.ts';

interface Place {
  readonly board: string;
  readonly playerId: string;
  readonly score: number;
}

interface Rated {
  readonly ladder: string;
  readonly playerId: string;
  readonly rating: number;
}

/** As PostgreSQL has them; with an address, as Redis has them. */
export const boards = (redisUrl?: string): Check => ({
  async expected(db, history) {
    const ratings = (await expectedRatings(db)).ratings as readonly Rated[];
    return toRows([
      ...ratings.map(({ ladder, playerId, rating }) => {
        return { board: `ladder/${ladder.replaceAll(' ', '/')}`, playerId, score: rating };
      }),
      ...expectedTotals(history).map(({ playerId, points }) => ({ board: achievementsBoard, playerId, score: points })),
    ]);
  },
  async stored(db) {
    const open = openBoards(db, { redisUrl });
    await open.fillAll();
    const { rows } = await db.pool.query<{ board: string; players: number }>('SELECT board, players FROM boards');
    const places: (Place & { rank: number })[] = [];
    for (const { board, players } of rows) {
      const { windows } = await open.read(board, [{ after: undefined, limit: players + 1 }]);
      places.push(...windows[0]!.map((entry) => ({ board, ...entry })));
    }
    await open.close();
    return rowsBy(['board', 'playerId'], places);
  },
});

function toRows(places: readonly Place[]): Rows {
  const ranked = [...Map.groupBy(places, ({ board }) => board).values()].flatMap((entries) =>
    entries.map((entry) => ({ ...entry, rank: 1 + entries.filter(({ score }) => score > entry.score).length })),
  );
  return rowsBy(['board', 'playerId'], ranked);
}
