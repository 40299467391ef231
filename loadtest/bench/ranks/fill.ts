// A ladder of as many players as one likes, as if they had played.

import type { Database } from '../../../src/db/client.ts';
import { transaction } from '../../../src/db/transaction.ts';
import { placeRatings } from '../../../src/services/boards/place.ts';
import { inClient } from '../../../src/services/boards/run.ts';

export interface FilledLadder {
  readonly mode: string;
  /** Of some of the players, anywhere on it. */
  readonly playerIds: readonly string[];
}

const batch = 100_000;

/** Ratings lie around 1500 as those of people do; every tenth has just begun, and stands exactly there. */
export async function fillLadder(
  { pool }: Database,
  mode: string,
  players: number,
  progress: (line: string) => void,
): Promise<FilledLadder> {
  for (let from = 0; from < players; from += batch) {
    progress(`chess ${mode}: ${from} of ${players} players`);
    await pool.query(
      `WITH added AS (
         INSERT INTO players (id, name) SELECT gen_random_uuid(), 'Player ' || n FROM generate_series(1, $2::int) AS n RETURNING id)
       INSERT INTO ratings (player_id, game, mode, season, rating, deviation, volatility, games, wins, draws, losses, played_at)
       SELECT id, 'chess', $1, 1, CASE WHEN random() < 0.1 THEN 1500 ELSE random_normal(1500, 300) END, 60, 0.06, 20, 10, 0, 10, now()
       FROM added`,
      [mode, Math.min(batch, players - from)],
    );
  }
  progress(`chess ${mode}: placing ${players} players`);
  await transaction(pool, (tx) => placeRatings(inClient(tx), { game: 'chess', mode, season: 1 }));
  const { rows } = await pool.query<{ id: string }>(
    `SELECT player_id AS id FROM ratings WHERE mode = $1 ORDER BY random() LIMIT 400`,
    [mode],
  );
  return { mode, playerIds: rows.map(({ id }) => id) };
}
