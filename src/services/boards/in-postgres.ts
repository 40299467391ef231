// Reads boards from PostgreSQL: windows along an index, ranks from the counts of ranges.

import type { Database } from '../../db/client.ts';
import { endOfRange, type Entry, rangeBits } from './board.ts';
import { inClient, type Run } from './run.ts';
import { halves, leadingScores, ranked, type Reading, type WindowQuery } from './window.ts';

/** What PostgreSQL says of a board's state. */
export interface BoardState {
  readonly id: string;
  readonly version: string;
  readonly players: number;
}

/** Undefined: nobody was ever on it. */
export async function stateOf(run: Run, board: string): Promise<BoardState | undefined> {
  const text = 'SELECT id, version::text, players FROM boards WHERE board = $1';
  return (await run<BoardState>(text, [board]))[0];
}

/** All of one moment. */
export async function readInPostgres(
  { pool }: Database,
  board: string,
  queries: readonly WindowQuery[],
): Promise<Reading> {
  const tx = await pool.connect();
  try {
    await tx.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const reading = await read(inClient(tx), board, queries);
    await tx.query('COMMIT');
    tx.release();
    return reading;
  } catch (error) {
    tx.release(error as Error);
    throw error;
  }
}

async function read(run: Run, board: string, queries: readonly WindowQuery[]): Promise<Reading> {
  const { version = '0', players = 0 } = (await stateOf(run, board)) ?? {};
  const windows: Entry[][] = [];
  for (const query of queries) windows.push(await windowOf(run, board, query));
  const above = await countAbove(run, board, windows.flatMap(leadingScores));
  return { version, players, windows: windows.map((entries) => ranked(entries, above)) };
}

/** Everyone is behind. */
const top: Entry = { score: Infinity, playerId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

/** SQL: the next entries of board $1 behind such a one, along the index. */
const behindOf = (score: string, playerId: string, limit: string): string => `
  (SELECT player_id, score FROM board_entries
   WHERE board = $1 AND score = ${score} AND player_id > ${playerId} ORDER BY player_id LIMIT ${limit})
  UNION ALL
  (SELECT player_id, score FROM board_entries
   WHERE board = $1 AND score < ${score} ORDER BY score DESC, player_id LIMIT ${limit})
  ORDER BY score DESC, player_id LIMIT ${limit}`;

/** SQL: those before it. */
const beforeOf = (score: string, playerId: string, limit: string): string => `
  (SELECT player_id, score FROM board_entries
   WHERE board = $1 AND score = ${score} AND player_id < ${playerId} ORDER BY player_id DESC LIMIT ${limit})
  UNION ALL
  (SELECT player_id, score FROM board_entries
   WHERE board = $1 AND score > ${score} ORDER BY score, player_id DESC LIMIT ${limit})
  ORDER BY score, player_id DESC LIMIT ${limit}`;

const behindText = `
  SELECT player_id AS "playerId", score FROM (${behindOf('$2::float8', '$3::uuid', '$4::int')}) AS behind
  ORDER BY score DESC, player_id`;

const aroundText = `
  WITH own AS (SELECT player_id, score FROM board_entries WHERE board = $1 AND player_id = $2 AND score IS NOT NULL)
  SELECT player_id AS "playerId", score FROM (
    TABLE own
    UNION ALL SELECT near.* FROM own, LATERAL (${beforeOf('own.score', 'own.player_id', '$3::int')}) AS near
    UNION ALL SELECT near.* FROM own, LATERAL (${behindOf('own.score', 'own.player_id', '$4::int')}) AS near) AS around
  ORDER BY score DESC, player_id`;

function windowOf(run: Run, board: string, query: WindowQuery): Promise<Entry[]> {
  if ('around' in query) {
    const { before, behind } = halves(query.limit);
    return run(aroundText, [board, query.around, before, behind]);
  }
  const { score, playerId } = query.after ?? top;
  return run(behindText, [board, score, playerId, query.limit]);
}

/** Those of them who are on the board, in its order. */
export function entriesOf(run: Run, board: string, playerIds: readonly string[]): Promise<Entry[]> {
  return run<Entry>(
    `SELECT player_id AS "playerId", score FROM board_entries
     WHERE board = $1 AND player_id = ANY($2::uuid[]) AND score IS NOT NULL ORDER BY score DESC, player_id`,
    [board, playerIds],
  );
}

/** By score, how many entries are above it: whole ranges are added up, those of its own last range are counted. */
export async function countAbove(run: Run, board: string, scores: readonly number[]): Promise<Map<number, number>> {
  const asked = [...new Set(scores)];
  if (asked.length === 0) return new Map();
  // DECISION: as text. Prisma rounds doubles in both directions.
  const texts = [asked, asked.map(endOfRange)].map((column) => column.map(String));
  const rows = await run<{ above: number }>(countAboveText, [board, ...texts]);
  return new Map(asked.map((score, i) => [score, rows[i]!.above]));
}

/** In each kind of range those that are higher, inside the score's own range of the kind before. */
const higherRanges = rangeBits.map((bits, i) => {
  const wider = rangeBits[i - 1];
  const higher = `board = $1 AND bits = ${bits} AND bucket > board_bucket(score, ${bits})`;
  if (wider === undefined) return higher;
  return `${higher} AND bucket < (board_bucket(score, ${wider}) + 1) << ${bits - wider}`;
});

const countAboveText = `
  SELECT (${higherRanges.map((where) => `(SELECT coalesce(sum(players), 0) FROM board_counts WHERE ${where})`).join(' + ')}
    + (SELECT count(*) FROM board_entries AS near WHERE board = $1 AND near.score > asked.score AND near.score < asked.ending)
  )::int AS above
  FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS asked (score, ending, n) ORDER BY n`;
