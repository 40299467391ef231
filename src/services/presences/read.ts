// What players are doing, from the rows of all processes that live, and of the queue; and how much of it somebody may know.

import type pg from 'pg';
import type { PresenceStatus } from '../../db/generated/client.ts';
import { alive } from '../ownership.ts';

export interface Presence {
  readonly playerId: string;
  readonly status: PresenceStatus | 'offline';
  /** The match that is played or watched, where it is not private. */
  readonly matchId: string | null;
}

/** Stands for the queue, which is no process' own: its rows say who waits there (presences/queued.ts). */
export const queueOwner = 0;

type Queries = Pick<pg.Pool, 'query'>;

/** In the order of `playerIds`. Rows of `owner` count in any case: they are the asking process' own. */
export async function presencesOf(db: Queries, playerIds: readonly string[], owner: number): Promise<Presence[]> {
  const { rows } = await db.query<Presence>(
    `SELECT DISTINCT ON (player_id) player_id AS "playerId", presences.status,
            CASE WHEN NOT COALESCE(private, false) THEN match_id END AS "matchId"
     FROM presences LEFT JOIN matches ON matches.id = match_id
     WHERE player_id = ANY($1::uuid[]) AND (presences.owner IN ($2, ${queueOwner}) OR ${alive('presences.owner')})
     ORDER BY player_id, presences.status DESC, match_id`,
    [playerIds, owner],
  );
  const found = new Map(rows.map((row) => [row.playerId, row]));
  return playerIds.map((playerId) => found.get(playerId) ?? offline(playerId));
}

const offline = (playerId: string): Presence => ({ playerId, status: 'offline', matchId: null });

/**
 * What a viewer may see of it: everyone sees those who allow it to everyone, friends those who allow it to friends, and
 * players see themselves; whom they have blocked, or who has blocked them, is offline to them. Undefined: to friends of
 * whoever it is about.
 */
export async function seenBy(
  db: Queries,
  viewerId: string | undefined,
  presences: readonly Presence[],
): Promise<Presence[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM unnest($1::uuid[]) AS id LEFT JOIN settings ON settings.player_id = id
     WHERE id = $2 OR (
       (COALESCE(presence, 'everyone') = 'everyone' OR presence = 'friends' AND ($2::uuid IS NULL OR EXISTS (
          SELECT FROM friends WHERE friends.player_id = id AND friend_id = $2)))
       AND NOT EXISTS (SELECT FROM blocks WHERE (blocks.player_id, blocked_id) IN ((id, $2), ($2, id))))`,
    [presences.map(({ playerId }) => playerId), viewerId],
  );
  const visible = new Set(rows.map(({ id }) => id));
  return presences.map((presence) => (visible.has(presence.playerId) ? presence : offline(presence.playerId)));
}
