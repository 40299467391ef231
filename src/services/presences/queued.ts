// Who waits in the queue is `queueing`, by whatever way they have come to it: their places (services/queue) say so, in rows
// of presence of their own.

import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { queueOwner } from './read.ts';

const places = `queued_players JOIN queue_entries ON id = entry_id AND state <> 'found'`;

/** Brings these players' rows up to their places. */
export async function writeQueued(tx: pg.PoolClient, playerIds: readonly string[]): Promise<void> {
  await tx.query(
    `DELETE FROM presences WHERE owner = ${queueOwner} AND player_id = ANY($1::uuid[])
       AND NOT EXISTS (SELECT FROM ${places} WHERE queued_players.player_id = presences.player_id)`,
    [playerIds],
  );
  await tx.query(
    `INSERT INTO presences (player_id, owner, status)
     SELECT player_id, ${queueOwner}, 'queueing' FROM ${places} WHERE player_id = ANY($1::uuid[]) ON CONFLICT DO NOTHING`,
    [playerIds],
  );
}

/** Whose row and place do not fit any more, or not yet. */
export async function findUnfit({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ playerId: string }>(
    `SELECT player_id AS "playerId" FROM (SELECT player_id, true AS waits FROM ${places}) AS places
     FULL JOIN (SELECT player_id, true AS shown FROM presences WHERE owner = ${queueOwner}) AS rows USING (player_id)
     WHERE waits IS NULL OR shown IS NULL`,
  );
  return rows.map(({ playerId }) => playerId);
}
