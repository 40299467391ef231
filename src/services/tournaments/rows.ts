// A tournament in PostgreSQL, and the same as its format sees it (src/tournaments/kit.ts).

import type pg from 'pg';
import type { TournamentFormat, TournamentStatus } from '../../db/generated/client.ts';
import { formatsWith } from '../../tournaments/index.ts';
import type { Ending, Format, NewPairing, Pairing, TournamentState } from '../../tournaments/kit.ts';
import { blossomMatching } from './matching.ts';

export type { TournamentFormat, TournamentStatus };

export const formats: Readonly<Record<TournamentFormat, Format>> = formatsWith(blossomMatching);

export interface TournamentRow {
  readonly id: string;
  readonly name: string;
  readonly game: string;
  readonly mode: string;
  readonly format: TournamentFormat;
  readonly rated: boolean;
  readonly listed: boolean;
  readonly maxEntrants: number;
  readonly rounds: number | null;
  readonly minutes: number | null;
  readonly waitSeconds: number;
  readonly startsAt: Date;
  readonly status: TournamentStatus;
  readonly round: number;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly createdById: string;
  /** Of an arena: nothing new is to begin. */
  readonly timeIsUp: boolean;
  /** Who is in it and has not withdrawn. */
  readonly entrants: number;
}

/** What runs SQL: the pool, or a transaction. */
export type Sql = Pick<pg.Pool, 'query'>;

export const tournamentColumns = `
  id, name, game, mode, format, rated, listed, max_entrants AS "maxEntrants", rounds, minutes,
  wait_seconds AS "waitSeconds", starts_at AS "startsAt", status, round, started_at AS "startedAt",
  finished_at AS "finishedAt", created_by_id AS "createdById",
  coalesce(started_at + make_interval(mins => minutes) <= now(), false) AS "timeIsUp",
  (SELECT count(*)::int FROM tournament_entries
   WHERE tournament_id = tournaments.id AND withdrawn_at IS NULL) AS entrants`;

export async function loadTournament(sql: Sql, id: string): Promise<TournamentRow | undefined> {
  const { rows } = await sql.query<TournamentRow>(`SELECT ${tournamentColumns} FROM tournaments WHERE id = $1`, [id]);
  return rows[0];
}

/**
 * Holds a tournament until the transaction ends: entries are counted and pairings made by one at a time. It is read after
 * the wait: one statement would count entries as they were before.
 */
export async function lockTournament(
  tx: Sql,
  id: string,
  { skipLocked = false } = {},
): Promise<TournamentRow | undefined> {
  const { rowCount } = await tx.query(
    `SELECT FROM tournaments WHERE id = $1 FOR UPDATE ${skipLocked ? 'SKIP LOCKED' : ''}`,
    [id],
  );
  return rowCount === 1 ? loadTournament(tx, id) : undefined;
}

interface PairingRow {
  readonly round: number;
  readonly firstId: string;
  readonly secondId: string | null;
  readonly result: Ending | null;
  readonly firstHalves: number | null;
  readonly secondHalves: number | null;
}

/** Before the start entrants are in the order in which they joined. */
export async function loadState(
  sql: Sql,
  { id, rounds, timeIsUp }: Pick<TournamentRow, 'id' | 'rounds' | 'timeIsUp'>,
): Promise<TournamentState> {
  const { rows: entrants } = await sql.query<{ id: string; seed: number; withdrawn: boolean }>(
    `SELECT player_id AS id, coalesce(seed, row_number() OVER (ORDER BY joined_at, player_id))::int AS seed,
            withdrawn_at IS NOT NULL AS withdrawn
     FROM tournament_entries WHERE tournament_id = $1 ORDER BY seed`,
    [id],
  );
  const { rows: pairings } = await sql.query<PairingRow>(
    `SELECT round, first_id AS "firstId", second_id AS "secondId", result, first_halves AS "firstHalves",
            second_halves AS "secondHalves"
     FROM tournament_pairings WHERE tournament_id = $1 ORDER BY round, board`,
    [id],
  );
  return { entrants, pairings: pairings.map(toPairing), rounds: rounds ?? undefined, timeIsUp };
}

function toPairing({ round, firstId, secondId, result, firstHalves, secondHalves }: PairingRow): Pairing {
  const players = secondId === null ? [firstId] : [firstId, secondId];
  if (!result) return { round, players, result: undefined };
  const points = [firstHalves, secondHalves].slice(0, players.length).map((halves) => (halves ?? 0) / 2);
  return { round, players, result: { ending: result, points } };
}

/** Writes a round down, and with it the appointments of those who are to play. */
export async function savePairings(
  sql: Sql,
  { id, game, mode, rated, waitSeconds, round }: TournamentRow,
  pairings: readonly NewPairing[],
): Promise<void> {
  const halves = (at: number) => pairings.map(({ result }) => (result ? 2 * (result.points[at] ?? 0) : null));
  await sql.query(
    `WITH made AS (
       SELECT row_number() OVER ()::int AS board, first, second, result, first_halves, second_halves,
              CASE WHEN result IS NULL THEN gen_random_uuid() END AS appointment
       FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::int[], $6::int[])
         AS pair (first, second, result, first_halves, second_halves)
     ), appointed AS (
       INSERT INTO appointments (id, game, mode, players, rated, wait_seconds)
       SELECT appointment, $7, $8, ARRAY[first, second], $9, $10 FROM made WHERE appointment IS NOT NULL
     ), counted AS (
       UPDATE tournaments SET round = $11 WHERE id = $1
     )
     INSERT INTO tournament_pairings
       (tournament_id, round, board, first_id, second_id, appointment_id, result, first_halves, second_halves)
     SELECT $1, $11, board, first, second, appointment, result::"PairingResult", first_halves, second_halves FROM made`,
    [
      id,
      pairings.map(({ players }) => players[0]),
      pairings.map(({ players }) => players[1] ?? null),
      pairings.map(({ result }) => result?.ending ?? null),
      ...[halves(0), halves(1)],
      ...[game, mode, rated, waitSeconds, round + 1],
    ],
  );
}
