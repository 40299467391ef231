// What verified matches were for their people: read from the matches, and kept by player.

import type { Transaction } from '../../db/client.ts';
import { matchPoints } from '../../achievements/points.ts';
import { Prisma } from '../../db/generated/client.ts';
import { gameById } from '../../games/index.ts';
import { resultOf } from '../../ratings/fold.ts';
import type { Result } from './tally.ts';

interface Played {
  readonly matchId: string;
  readonly game: string;
  readonly mode: string;
  readonly at: Date;
  readonly seconds: number;
  /** In the order of seats, as are the ranks. */
  readonly playerIds: readonly string[];
  readonly ranks: readonly number[];
}

/** SQL: how long a match was played. */
export const secondsPlayed = Prisma.sql`round(ticks::numeric / tick_rate)::int`;

/** The results of the matches that the SQL `which` names, unless they are void; those are held as they are. */
export async function resultsOf(tx: Transaction, which: Prisma.Sql): Promise<Result[]> {
  const matches = await tx.$queryRaw<Played[]>`
    SELECT id AS "matchId", game, mode, finished_at AS at, ${secondsPlayed} AS seconds,
           ARRAY(SELECT player_id FROM match_seats WHERE match_id = id ORDER BY seat) AS "playerIds",
           ARRAY(SELECT rank FROM match_seats WHERE match_id = id ORDER BY seat) AS ranks
    FROM matches WHERE ${which} AND voided_at IS NULL FOR SHARE`;
  return matches.flatMap(bySeat);
}

function bySeat({ matchId, game, mode, at, seconds, playerIds, ranks }: Played): Result[] {
  const rules = gameById(game)?.rules;
  const settings = rules?.modes[mode];
  const teams = playerIds.map((_, seat) => (settings && rules?.team?.(settings, seat)) ?? seat);
  return playerIds.map((playerId, seat) => {
    const result = resultOf(ranks, teams, seat);
    return { playerId, matchId, game, mode, at, seconds, result, points: matchPoints(ranks, seat) };
  });
}

/**
 * Of these players the people who are still there. Until the transaction ends their statistics are the caller's, and
 * nobody is erased; all take them in one order, so that no two transactions wait for each other.
 */
export async function holdPeople(tx: Transaction, playerIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM players WHERE id = ANY(${[...new Set(playerIds)]}::uuid[]) AND NOT bot AND deleted_at IS NULL
    ORDER BY id FOR NO KEY UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

/** Keeps results; returns those that were not there yet. Who had several seats is counted for the first. */
export const keepResults = (tx: Transaction, results: readonly Result[]): Promise<Result[]> =>
  tx.$queryRaw<Result[]>`
    INSERT INTO player_results (player_id, match_id, game, mode, at, result, seconds, points)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(results)}::jsonb) AS rows
      ("playerId" uuid, "matchId" uuid, game text, mode text, at timestamptz, result "MatchResult", seconds int, points int)
    ON CONFLICT DO NOTHING
    RETURNING player_id AS "playerId", match_id AS "matchId", game, mode, at, result, seconds, points`;
