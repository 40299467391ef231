// The same answer by counting and sorting rows, with the index on scores that anyone would make.

import type { Database } from '../../../src/db/client.ts';

export async function readNaively({ pool }: Database, mode: string, playerId: string): Promise<void> {
  const board = `ladder/chess/${mode}/1`;
  const { rows } = await pool.query<{ players: number; above: number }>(
    `SELECT count(*)::int AS players, (count(*) FILTER (WHERE entries.score > own.score))::int AS above
     FROM board_entries AS entries, (SELECT score FROM board_entries WHERE board = $1 AND player_id = $2) AS own
     WHERE board = $1`,
    [board, playerId],
  );
  const { above } = rows[0]!;
  const page = `
    SELECT player_id, score, name, deviation, wins
    FROM (SELECT player_id, score FROM board_entries WHERE board = $1 ORDER BY score DESC, player_id LIMIT $2 OFFSET $3) AS page
      JOIN players ON players.id = player_id JOIN ratings USING (player_id)
    WHERE mode = $4 ORDER BY score DESC, player_id`;
  await pool.query(page, [board, 100, 0, mode]);
  await pool.query(page, [board, 11, Math.max(0, above - 5), mode]);
}
