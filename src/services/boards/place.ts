// Puts players on boards, and takes them off, in the transaction of what they owe it to. Counts by range are kept beside
// the entries, so that a rank is the sum of a few hundred numbers at most, however many players there are.

import type { Ladder } from '../ladders/results.ts';
import { sharePlayers } from '../player-locks.ts';
import { achievementsBoard, ladderBoard, rangeBits, type Standing } from './board.ts';
import type { Run } from './run.ts';

/** SQL that selects board, player_id and score; a score of null takes a player off. */
interface Source {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Makes boards what the source says of them. Whoever changes a board holds its row until the end of the transaction, so
 * that its versions are in the order of commits; a source has to say the same twice, or at least name no more boards.
 */
async function place(run: Run, { text, values }: Source): Promise<void> {
  await run(
    `INSERT INTO boards (board) SELECT DISTINCT board FROM (${text}) AS next ORDER BY board
     ON CONFLICT (board) DO UPDATE SET board = excluded.board`,
    values,
  );
  await run(
    `WITH next AS MATERIALIZED (${text}),
          moved AS MATERIALIZED (
            SELECT board, player_id, old.score AS before, next.score AS after
            FROM next LEFT JOIN board_entries AS old USING (player_id, board)
            WHERE next.score IS DISTINCT FROM old.score),
          touched AS (
            UPDATE boards SET version = version + 1, players = players + more
            FROM (SELECT board, (count(after) - count(before))::int AS more FROM moved GROUP BY board) AS sums
            WHERE boards.board = sums.board RETURNING boards.board, version),
          written AS (
            INSERT INTO board_entries (board, player_id, score, version)
            SELECT board, player_id, after, version FROM moved JOIN touched USING (board)
            ON CONFLICT (player_id, board) DO UPDATE SET score = excluded.score, version = excluded.version),
          changes AS (
            SELECT board, before AS score, -1 AS more FROM moved WHERE before IS NOT NULL
            UNION ALL SELECT board, after, 1 FROM moved WHERE after IS NOT NULL)
     INSERT INTO board_counts (board, bits, bucket, players)
     SELECT board, bits, board_bucket(score, bits), sum(more)::int
     FROM changes, unnest('{${rangeBits.join()}}'::int[]) AS bits GROUP BY 1, 2, 3 HAVING sum(more) <> 0
     ON CONFLICT (board, bits, bucket) DO UPDATE SET players = board_counts.players + excluded.players`,
    values,
  );
}

/**
 * SQL: takes away counts that have come to 0. It holds their boards, as whoever changes them does, and waits for nobody:
 * boards that others hold are passed over.
 */
export const sweepCounts = `
  WITH held AS MATERIALIZED (
    SELECT board FROM boards
    WHERE EXISTS (SELECT FROM board_counts WHERE board_counts.board = boards.board AND board_counts.players = 0)
    FOR NO KEY UPDATE SKIP LOCKED)
  DELETE FROM board_counts USING held WHERE board_counts.board = held.board AND board_counts.players = 0`;

/**
 * SQL: what a table of standings says of boards, beside what these boards say: each stands on the board `whole` and, of a
 * region, on `regional`, too.
 */
const standingsOn = (
  { table, score, whole, regional }: Readonly<Record<'table' | 'score' | 'whole' | 'regional', string>>,
  standings: string,
  entries: string,
): string => `
  WITH wanted AS (
    SELECT boards.board, player_id, ${score} AS score
    FROM ${table} AS standings JOIN players ON players.id = player_id
      CROSS JOIN LATERAL (VALUES (${whole}), (${regional})) AS boards (board)
    WHERE NOT bot AND deleted_at IS NULL AND boards.board IS NOT NULL AND ${standings})
  TABLE wanted UNION ALL
  SELECT board, player_id, NULL FROM board_entries AS old
  WHERE score IS NOT NULL AND ${entries}
    AND NOT EXISTS (SELECT FROM wanted WHERE wanted.board = old.board AND wanted.player_id = old.player_id)`;

const ladder = `'ladder/' || concat_ws('/', game, mode, season)`;
const ofRatings = {
  table: 'ratings',
  score: 'rating',
  whole: ladder,
  regional: `${ladder} || '/' || standings.region`,
};

const inTitle = `concat_ws('/', game, season, mode)`;
const ofBests = {
  ...{ table: 'bests', score: 'score' },
  ...{ whole: `'scores/' || ${inTitle}`, regional: `'scores@' || standings.region || '/' || ${inTitle}` },
};

const ofLadder = `game = $1 AND mode = $2 AND season = $3`;
const onItsBoards = `(board = $4 OR starts_with(board, $4 || '/'))`;

/** After ratings of a ladder have changed: those of some players, who are shared, or all. */
export function placeRatings(run: Run, ladder: Ladder, playerIds?: readonly string[]): Promise<void> {
  const values = [ladder.game, ladder.mode, ladder.season, ladderBoard(ladder)];
  if (!playerIds) return place(run, { text: standingsOn(ofRatings, ofLadder, onItsBoards), values });
  const theirs = 'player_id = ANY($5::uuid[])';
  const text = standingsOn(ofRatings, `${ofLadder} AND ${theirs}`, `${theirs} AND ${onItsBoards}`);
  return place(run, { text, values: [...values, playerIds] });
}

/** After achievement points of these players have changed. Who has none is not on the board. */
export async function placePoints(run: Run, playerIds: readonly string[]): Promise<void> {
  await sharePlayers(run, playerIds);
  const text = `
    SELECT '${achievementsBoard}' AS board, player_id,
      CASE WHEN NOT bot AND deleted_at IS NULL AND points > 0 THEN points::float8 END AS score
    FROM achievement_progress JOIN players ON players.id = player_id WHERE player_id = ANY($1::uuid[])`;
  await place(run, { text, values: [playerIds] });
}

/**
 * After scores of these players, who are shared, in a title have come: the best one of each mode and season counts. A
 * season's scores are those that were made in it (seasons.ts numbers them in the order of their starts). Returns whose
 * best is another now, and where.
 */
export async function placeScores(run: Run, titleId: string, playerIds: readonly string[]): Promise<Standing[]> {
  const changed = await run<Standing>(
    `INSERT INTO bests (player_id, game, mode, season, score, region)
     SELECT player_id, $2, mode, season, max(score), (SELECT region FROM players WHERE id = player_id)
     FROM scores CROSS JOIN LATERAL (SELECT greatest(1, width_bucket(at,
       ARRAY(SELECT starts_at FROM seasons WHERE game = $2 ORDER BY number))) AS season) AS made
     WHERE game = $2 AND player_id = ANY($1::uuid[]) GROUP BY player_id, mode, season
     ON CONFLICT (player_id, game, mode, season) DO UPDATE SET score = excluded.score WHERE bests.score < excluded.score
     RETURNING player_id AS "playerId", game, mode, season`,
    [playerIds, titleId],
  );
  const theirs = 'player_id = ANY($1::uuid[])';
  const onItsBoards = `split_part(board, '/', 1) LIKE 'scores%' AND split_part(board, '/', 2) = $2`;
  const text = standingsOn(ofBests, `game = $2 AND ${theirs}`, `${theirs} AND ${onItsBoards}`);
  await place(run, { text, values: [playerIds, titleId] });
  return changed;
}

/** Takes a player off all boards; expects their row to be held, and to say so. */
export function takeOff(run: Run, playerId: string): Promise<void> {
  const text =
    'SELECT board, player_id, NULL::float8 AS score FROM board_entries WHERE player_id = $1::uuid AND score IS NOT NULL';
  return place(run, { text, values: [playerId] });
}

/** Moves a player to another region's boards, in the seasons that are not over; none of them to no region's. */
export async function moveRegion(run: Run, playerId: string, region: string | null): Promise<void> {
  await run('UPDATE players SET region = $2 WHERE id = $1::uuid AND deleted_at IS NULL', [playerId, region]);
  const theirs = 'player_id = $1::uuid';
  for (const [standings, boards] of [
    [ofRatings, 'ladder'],
    [ofBests, 'scores'],
  ] as const) {
    await run(
      `UPDATE ${standings.table} AS standings SET region = $2 WHERE ${theirs} AND region IS DISTINCT FROM $2 AND NOT EXISTS (
         SELECT FROM seasons WHERE seasons.game = standings.game AND number > season AND starts_at <= now())`,
      [playerId, region],
    );
    const text = standingsOn(standings, theirs, `${theirs} AND starts_with(board, '${boards}')`);
    await place(run, { text, values: [playerId] });
  }
}
