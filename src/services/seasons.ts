// The seasons of a game. One lasts until the next starts; the first begins with the game's first result.

import type { Database } from '../db/client.ts';

/** SQL: the number of the season that is on, of the game that the SQL `game` names. */
export const seasonNow = (game: string): string =>
  `coalesce((SELECT max(number) FROM seasons WHERE seasons.game = ${game} AND starts_at <= now()), 1)`;

export async function currentSeason(db: Database, game: string): Promise<number> {
  const { rows } = await db.pool.query<{ season: number }>(`SELECT ${seasonNow('$1')} AS season`, [game]);
  return rows[0]!.season;
}
