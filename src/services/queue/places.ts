// Places in the queue: taken, kept while the player is heard of, left.

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { largestParty, type QueueMode } from '../../matchmaking/terms.ts';
import type { Cohort } from '../funnel.ts';
import { holdMembers } from '../parties.ts';
import { Refused } from '../refused.ts';
import type { QueueRequest } from './request.ts';

/** PostgreSQL's code for it. */
const uniqueViolation = '23505';

export interface Place {
  readonly game: string;
  readonly modes: readonly string[];
  readonly regions: Readonly<Record<string, number>>;
  readonly waitedSeconds: number;
  /** The match in which the player is expected. */
  readonly found: { readonly matchId: string; readonly mode: string; readonly region: string } | null;
  readonly seat: unknown;
  /** Whether the player sits in that match already. */
  readonly seated: boolean;
  /** Others and this one, in the same game. */
  readonly waiting: number;
}

/** Who is not heard of for so long has gone. */
export const unseenSeconds = 15;

/** What holds a place for who has queued without a connection; each look holds it further. */
export const overHttp = 'http';

/** Reads a player's place, and notes that the player was heard of: by what holds it, or by a look. */
export async function readPlace(
  { pool }: Database,
  playerId: string,
  holder: string | undefined,
): Promise<Place | undefined> {
  const { rows } = await pool.query<Place>({
    name: 'queue-place',
    text: `WITH seen AS (
             UPDATE queued_players SET seen_at = now(), holders = CASE
               WHEN $2::text IS NOT NULL OR holders ? '${overHttp}'
                 THEN holders || jsonb_build_object(coalesce($2, '${overHttp}'), now()) ELSE holders END
             WHERE player_id = $1)
           SELECT game, modes, rtt_ms AS regions,
                  CASE WHEN state = 'found'
                    THEN json_build_object('matchId', match_id, 'mode', mode, 'region', region) END AS found,
                  extract(epoch FROM now() - queued_at)::float8 AS "waitedSeconds",
                  CASE WHEN seat_until > now() THEN seat END AS seat, seated,
                  (SELECT count(*)::int FROM queue_entries AS others JOIN queued_players ON entry_id = others.id
                   WHERE others.game = queue_entries.game AND state <> 'found') AS waiting
           FROM queued_players JOIN queue_entries ON id = entry_id WHERE player_id = $1`,
    values: [playerId, holder],
  });
  return rows[0];
}

/** Returns the matches in which some of these are expected, by player. */
export async function noteSeen(
  { pool }: Database,
  playerIds: readonly string[],
  holder: string,
): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ playerId: string; matchId: string | null }>({
    name: 'queue-seen',
    text: `UPDATE queued_players SET seen_at = now(), holders = holders || jsonb_build_object($2::text, now())
           FROM queue_entries WHERE player_id = ANY($1) AND id = entry_id
           RETURNING player_id AS "playerId", match_id AS "matchId"`,
    values: [playerIds, holder],
  });
  return new Map(rows.flatMap(({ playerId, matchId }) => (matchId === null ? [] : [[playerId, matchId]])));
}

export interface Order {
  /** Who asks. */
  readonly by: string;
  readonly request: QueueRequest;
  readonly modes: readonly QueueMode[];
  /** Round trips, by region. */
  readonly regions: Readonly<Record<string, number>>;
}

/** As what the funnel counts the players of an entry: who would take any of several modes is of none of these. */
export const cohortOf = `json_build_object(
  'day', (queued_at AT TIME ZONE 'UTC')::date, 'game', game,
  'mode', CASE WHEN cardinality(modes) = 1 THEN modes[1] ELSE 'any' END)`;

/** Takes a place for these players; they stay together. */
export async function takePlace(
  { pool }: Database,
  playerIds: readonly string[],
  { by, request, modes, regions }: Order,
): Promise<Cohort | Refused<'already-queued' | 'banned' | 'not-together'>> {
  const small = modes.find((mode) => playerIds.length > largestParty(mode));
  if (small) {
    return new Refused('not-together', `In the mode "${small.id}" at most ${largestParty(small)} may queue together.`);
  }
  const ids = modes.map(({ id }) => id);
  try {
    return await transaction(pool, async (tx) => {
      const refused = await holdTogether(tx, playerIds, request.party ? by : undefined);
      if (refused) return refused;
      const { rows } = await tx.query<{ cohort: Cohort }>(
        `WITH entry AS (
           INSERT INTO queue_entries (id, game, modes, rtt_ms, bots) VALUES ($1, $2, $3, $4, $5)
           RETURNING id, ${cohortOf} AS cohort
         ), seats AS (
           INSERT INTO queued_players (player_id, entry_id) SELECT player_id, id FROM entry, unnest($6::uuid[]) AS player_id
         )
         SELECT cohort FROM entry`,
        [randomUUID(), request.game, ids, JSON.stringify(regions), request.bots, playerIds],
      );
      return rows[0]!.cohort;
    });
  } catch (error) {
    if ((error as pg.DatabaseError).code !== uniqueViolation) throw error;
    return new Refused('already-queued', 'Each player has one place in all queues: leave the other one first.');
  }
}

/** Whoever bars one of them, or leaves their party, from now on waits, and then finds the place and takes it away. */
async function holdTogether(
  tx: pg.PoolClient,
  playerIds: readonly string[],
  leaderId: string | undefined,
): Promise<undefined | Refused<'banned' | 'not-together'>> {
  await tx.query('SELECT FROM players WHERE id = ANY($1) ORDER BY id FOR KEY SHARE', [playerIds]);
  const barred = await tx.query(
    `SELECT FROM players WHERE id = ANY($1) AND (deleted_at IS NOT NULL OR EXISTS (
       SELECT FROM bans WHERE player_id = players.id AND lifted_at IS NULL AND (expires_at IS NULL OR expires_at > now())))`,
    [playerIds],
  );
  if (barred.rowCount! > 0) return new Refused('banned', 'Who is banned can not queue.');
  if (leaderId === undefined) return;
  const members = await holdMembers(tx, leaderId);
  if (members.length === playerIds.length && members.every((id) => playerIds.includes(id))) return;
  return new Refused('not-together', 'Somebody has just joined the party, or left it: ask again.');
}

/** Gives up the place of a player, and so of the whole party; false where there was none. */
export async function leavePlace({ pool }: Database, playerId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'DELETE FROM queue_entries WHERE id = (SELECT entry_id FROM queued_players WHERE player_id = $1)',
    [playerId],
  );
  return rowCount! > 0;
}

/** The same once nothing else holds it, and unless a match is found. Of several who let go at once the last gives it up. */
export async function letGoOfPlace({ pool }: Database, playerId: string, holder: string): Promise<void> {
  await pool.query('UPDATE queued_players SET holders = holders - $2 WHERE player_id = $1', [playerId, holder]);
  await pool.query(
    `DELETE FROM queue_entries WHERE state <> 'found' AND id = (
       SELECT entry_id FROM queued_players WHERE player_id = $1 AND NOT EXISTS (
         SELECT FROM jsonb_each_text(holders) WHERE value::timestamptz > now() - make_interval(secs => $2)))`,
    [playerId, unseenSeconds],
  );
}

/** Whether the player sits in the match that was found: the seat that was kept is used, or free again. */
export async function noteSeated(
  { pool }: Database,
  matchId: string,
  playerId: string,
  seated: boolean,
): Promise<void> {
  await pool.query(
    `UPDATE queued_players SET seated = $3, seat = NULL, seat_until = NULL FROM queue_entries
     WHERE player_id = $2 AND id = entry_id AND match_id = $1`,
    [matchId, playerId, seated],
  );
}
