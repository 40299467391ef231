// Lists of players that a player has: all alike, the newest first.

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import { type Page, pageOf, type PageRequest, readCursor, timeKey } from '../page.ts';
import { Refused } from '../refused.ts';

export interface Listed {
  readonly id: string;
  readonly name: string;
  readonly since: Date;
}

interface List {
  readonly table: string;
  readonly own: string;
  readonly other: string;
  /** What else must be so. */
  readonly and?: string;
}

const notBlocked = `NOT EXISTS (
  SELECT FROM blocks WHERE (blocks.player_id, blocked_id) IN ((from_id, to_id), (to_id, from_id)))`;

const lists = {
  friends: { table: 'friends', own: 'player_id', other: 'friend_id' },
  'requests from': { table: 'friend_requests', own: 'from_id', other: 'to_id' },
  'requests to': { table: 'friend_requests', own: 'to_id', other: 'from_id', and: notBlocked },
  blocks: { table: 'blocks', own: 'player_id', other: 'blocked_id' },
  mutes: { table: 'mutes', own: 'player_id', other: 'muted_id' },
} as const satisfies Record<string, List>;

const key = z.tuple([timeKey, z.uuid()]);

export async function listOf(
  { pool }: Database,
  name: keyof typeof lists,
  playerId: string,
  { cursor, limit }: PageRequest,
): Promise<Page<Listed> | Refused<'bad-cursor'>> {
  const after = readCursor(cursor, key);
  if (after instanceof Refused) return after;
  const { table, own, other, and = 'true' }: List = lists[name];
  const { rows } = await pool.query<Listed>(
    `SELECT id, name, list.created_at AS since FROM ${table} AS list JOIN players ON id = ${other}
     WHERE ${own} = $1 AND ${and} AND ($2::timestamptz IS NULL OR (list.created_at, id) < ($2, $3::uuid))
     ORDER BY list.created_at DESC, id DESC LIMIT $4`,
    [playerId, ...(after ?? [null, null]), limit + 1],
  );
  return pageOf(rows, limit, ({ since, id }) => [since, id]);
}
