// Matches that the queue has made: written down and told to their players; begun, or come to nothing.

import type { Database } from '../../db/client.ts';
import type { Made } from '../../matchmaking/entry.ts';
import type { Cohort } from '../funnel.ts';
import type { Pushes } from '../pushes.ts';
import { cohortOf } from './places.ts';

/** Players of one entry, in a match that the queue has made and that has begun. */
export interface Begun {
  readonly cohort: Cohort;
  readonly people: number;
}

/** Of entries that are deleted. */
export const begun = `${cohortOf} AS cohort, (SELECT count(*)::int FROM queued_players WHERE entry_id = id) AS people`;

/** From now on the players' places say where they are to go. */
export async function noteFound(
  db: Database,
  pushes: Pushes,
  game: string,
  matchId: string,
  made: Made,
): Promise<void> {
  const { mode, region, entries, seats, spread, rttMs } = made;
  const people = seats.filter((playerId) => playerId !== undefined);
  await db.pool.query(
    `WITH made AS (
       INSERT INTO made_matches (match_id, game, mode, region, people, bots, spread, rtt_ms, waits)
       VALUES ($1, $2, $3, $4, $6, $7, $8, $9, $10)
     ), seats AS (
       UPDATE queued_players SET seat = NULL, seat_until = NULL, seated = false WHERE entry_id = ANY($5)
     )
     UPDATE queue_entries SET state = 'found', since = now(), match_id = $1, mode = $3, region = $4
     WHERE id = ANY($5) AND state = 'placing'`,
    // prettier-ignore
    [
      matchId, game, mode, region, entries.map(({ id }) => id), people.length, seats.length - people.length,
      spread, rttMs, entries.map(({ waitedSeconds }) => waitedSeconds),
    ],
  );
  pushes.send(people, { type: 'match.found', matchId, game, mode, region });
}

/** Everyone has come. */
export async function noteBegun({ pool }: Database, matchId: string): Promise<Begun[]> {
  const { rows } = await pool.query<Begun>(`DELETE FROM queue_entries WHERE match_id = $1 RETURNING ${begun}`, [
    matchId,
  ]);
  return rows;
}

/** Not everyone has: those who came wait again, as if they had never stopped; the others have lost their place. */
export async function noteMissed(
  { pool }: Database,
  pushes: Pushes,
  matchId: string,
  came: readonly string[],
): Promise<void> {
  const { rows } = await pool.query<{ playerIds: string[]; all: boolean }>(
    // Holds the entries before their players, as whoever gives up a place does.
    `WITH held AS (
       SELECT id FROM queue_entries WHERE match_id = $1 ORDER BY id FOR UPDATE
     ), concerned AS (
       SELECT id, array_agg(player_id) AS player_ids, bool_and(player_id = ANY($2)) AS "all"
       FROM held JOIN queued_players ON entry_id = id GROUP BY id
     ), requeued AS (
       UPDATE queue_entries SET state = 'waiting', since = now(), match_id = NULL, mode = NULL, region = NULL
       WHERE id IN (SELECT id FROM concerned WHERE "all")
     ), heard AS (
       UPDATE queued_players SET seen_at = now(), seat = NULL, seat_until = NULL
       WHERE entry_id IN (SELECT id FROM concerned WHERE "all")
     ), gone AS (
       DELETE FROM queue_entries WHERE id IN (SELECT id FROM concerned WHERE NOT "all")
     )
     SELECT player_ids AS "playerIds", "all" FROM concerned`,
    [matchId, came],
  );
  for (const requeued of [true, false]) {
    const told = rows.filter(({ all }) => all === requeued).flatMap(({ playerIds }) => playerIds);
    if (told.length > 0) pushes.send(told, { type: 'match.cancelled', matchId, requeued });
  }
}
