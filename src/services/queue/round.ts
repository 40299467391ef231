// One round of the queue: forgets who has gone or plays, pairs who waits, and claims them, so that no other process pairs them too.

import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import { seeded } from '../../games/kit/index.ts';
import type { Made } from '../../matchmaking/entry.ts';
import { pairUp } from '../../matchmaking/pairing.ts';
import type { QueueMode } from '../../matchmaking/terms.ts';
import { type Begun, begun } from './found.ts';
import { unseenSeconds } from './places.ts';
import { loadWaiting } from './waiting.ts';

/** A process that has not placed a match in this time is gone, or its game process is. */
const placingSeconds = 15;
/** How much longer than its `comeSeconds` a found match may take to begin or to give up, until its process counts as gone. */
const graceSeconds = 10;

/** Of advisory locks; the other number is a hash of the game's id. */
const lockClass = 0x71756575;

export async function gamesQueuedFor({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ game: string }>('SELECT DISTINCT game FROM queue_entries');
  return rows.map(({ game }) => game);
}

interface Round {
  /** The matches that are now this process' to make; none while another process is at it. */
  readonly made: readonly Made[];
  /** Who plays, which their match's process could not say. */
  readonly begun: readonly Begun[];
}

export function pairRound(db: Database, game: string, modes: readonly QueueMode[]): Promise<Round> {
  return transaction(db.pool, async (tx) => {
    const { rows } = await tx.query<{ free: boolean }>('SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS free', [
      lockClass,
      game,
    ]);
    if (!rows[0]!.free) return { made: [], begun: [] };
    const begun = await tidy(tx, game, Math.max(...modes.map(({ terms }) => terms.comeSeconds)));
    const waiting = await loadWaiting(tx, game);
    const made = pairUp({ modes, ...waiting, rng: seeded(randomBytes(16).toString('hex')) });
    const ids = made.flatMap(({ entries }) => entries.map(({ id }) => id));
    await tx.query(`UPDATE queue_entries SET state = 'placing', since = now() WHERE id = ANY($1)`, [ids]);
    return { made, begun };
  });
}

async function tidy(tx: pg.PoolClient, game: string, comeSeconds: number): Promise<Begun[]> {
  const { rows } = await tx.query<Begun>({
    name: 'queue-forget-begun',
    text: `DELETE FROM queue_entries
           WHERE game = $1 AND state = 'found' AND EXISTS (SELECT FROM matches WHERE id = match_id) RETURNING ${begun}`,
    values: [game],
  });
  await tx.query({
    name: 'queue-requeue-lost',
    text: `UPDATE queue_entries SET state = 'waiting', since = now(), match_id = NULL, mode = NULL, region = NULL
           WHERE game = $1 AND (state = 'placing' AND since < now() - make_interval(secs => $2)
                                OR state = 'found' AND since < now() - make_interval(secs => $3))`,
    values: [game, placingSeconds, comeSeconds + graceSeconds],
  });
  await tx.query({
    name: 'queue-forget',
    text: `DELETE FROM queue_entries WHERE game = $1 AND state = 'waiting' AND NOT EXISTS (
             SELECT FROM queued_players WHERE entry_id = id AND seen_at > now() - make_interval(secs => $2))`,
    values: [game, unseenSeconds],
  });
  return rows;
}

/** Back to the queue, at their places. */
export async function unplace({ pool }: Database, { entries }: Made): Promise<void> {
  await pool.query(
    `UPDATE queue_entries SET state = 'waiting', since = now() WHERE id = ANY($1) AND state = 'placing'`,
    [entries.map(({ id }) => id)],
  );
}
