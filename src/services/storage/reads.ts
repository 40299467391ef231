// Who sees which of what players keep: they themselves all of it, others what is public or, for friends, meant for them,
// and a title's server all that is in the title's collections. A collection's rules stand above what a value says.

import type { Database } from '../../db/client.ts';
import type { Keeper } from '../titles/developers.ts';
import type { Place, StorageRead, Stored } from './values.ts';

/** Undefined: nobody is signed in. */
export type Reader = Keeper | undefined;

export interface PlayersPlace extends Place {
  readonly playerId: string;
}
export type PlayersValue = Stored & { readonly playerId: string };

/** $1: the player who reads, $2: the title whose server reads. */
const visible = `
  SELECT owner AS "playerId", collection, key, value, coalesce(rules.read, stored.read) AS read, version,
         created_at AS "createdAt", updated_at AS "updatedAt"
  FROM stored_values AS stored LEFT JOIN collections AS rules
    ON rules.game_id = split_part(collection, '.', 1) AND rules.name = split_part(collection, '.', 2)
  WHERE owner_kind = 'player' AND (owner = $1 OR rules.game_id = $2 OR CASE coalesce(rules.read, stored.read)
    WHEN 'public' THEN true
    WHEN 'friends' THEN EXISTS (SELECT FROM friends WHERE player_id = owner::uuid AND friend_id = $1::uuid) END)`;

/** In the order of `places`, without what this reader may not see. */
export async function readPlaces(db: Database, reader: Reader, places: readonly PlayersPlace[]) {
  const rows = await query(
    db,
    `SELECT asked.*, found.* FROM unnest($3::text[], $4::text[], $5::text[]) WITH ORDINALITY
       AS asked (player, "in", "under", n)
     JOIN (${visible}) AS found ON "playerId" = player AND collection = "in" AND key = "under" ORDER BY n`,
    reader,
    [places.map(({ playerId }) => playerId), places.map((each) => each.collection), places.map(({ key }) => key)],
  );
  return rows;
}

/** Of one player and collection, by key. */
export function readCollection(
  db: Database,
  reader: Reader,
  { playerId, collection }: { readonly playerId: string; readonly collection: string },
  { after, limit }: { readonly after: string; readonly limit: number },
) {
  const rest = `${visible} AND owner = $3 AND collection = $4 AND key > $5 ORDER BY key LIMIT $6`;
  return query(db, rest, reader, [playerId, collection, after, limit]);
}

interface Row {
  readonly playerId: string;
  readonly collection: string;
  readonly key: string;
  readonly value: string;
  readonly read: StorageRead;
  readonly version: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

async function query(db: Database, sql: string, reader: Reader, values: unknown[]): Promise<PlayersValue[]> {
  const playerId = reader && 'playerId' in reader ? reader.playerId : null;
  const titleId = reader && 'titleId' in reader && reader.scopes.includes('storage') ? reader.titleId : null;
  const { rows } = await db.pool.query<Row>(sql, [playerId, titleId, ...values]);
  return rows.map(({ value, version, ...row }) => {
    const { playerId, collection, key, read, createdAt, updatedAt } = row;
    const times = { createdAt, updatedAt };
    return { playerId, collection, key, value: JSON.parse(value) as unknown, read, etag: `"${version}"`, ...times };
  });
}
