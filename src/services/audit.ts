// The audit log: whatever staff, developers and operators do, written down in the transaction that does it. The database
// only lets entries be added, and chains their hashes, so that one that was changed behind its back is found.

import type pg from 'pg';
import type { Database, Transaction } from '../db/client.ts';
import { type Page, pageOf, type PageRequest, readCursor, rowKey } from './page.ts';
import { Refused } from './refused.ts';

/** Every deed; its first word is what it is done to. */
export const auditActions = [
  'achievement.backfill',
  'asset.delete',
  'asset.put',
  'case.close',
  'collection.declare',
  'emails.reseal',
  'job.retry',
  'key.create',
  'key.revoke',
  'key.rotate',
  'ladder.rebuild',
  'match.link',
  'match.privacy',
  'match.void',
  'player.ban',
  'player.look-up',
  'player.rename',
  'player.mute',
  'player.password',
  'player.role',
  'player.sign-out',
  'player.unban',
  'season.start',
  'statistics.rebuild',
  'storage.delete',
  'storage.write',
  'player.unmute',
  'report.resolve',
  'report.take',
  'title.achievements',
  'title.change',
  'title.let-in',
  'title.let-out',
  'title.register',
  'title.retire',
  'tournament.announce',
  'tournament.cancel',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Who does it: somebody signed in, the servers of a title, or whoever runs commands on the machine. */
export type Actor = { readonly playerId: string } | { readonly titleId: string } | 'operator';

export interface AuditFilter extends PageRequest {
  readonly action?: AuditAction | undefined;
  readonly actorId?: string | undefined;
  readonly target?: string | undefined;
}

export type Audit = ReturnType<typeof openAudit>;
export type AuditEntry = Awaited<ReturnType<Audit['list']>> extends Page<infer Entry> | Refused ? Entry : never;

/**
 * Writes down a deed. To be the last thing in its transaction, since all others wait for its end.
 * DECISION: no address of the request, no name, no e-mail address: entries can't be erased, and those could have to be.
 */
export async function record(
  tx: Transaction | pg.PoolClient,
  by: Actor,
  action: AuditAction,
  target: string | number,
  details: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  const [actor, actorId] = actorOf(by);
  const values = [actor, actorId, action, String(target), JSON.stringify(details)];
  if ('$executeRawUnsafe' in tx) await tx.$executeRawUnsafe(insert, ...values);
  else await tx.query(insert, values);
}

/** `id`, `at` and `hash` come from the trigger. */
const insert = `INSERT INTO audit_log (actor, actor_id, action, target, details)
  VALUES (coalesce($1, (SELECT role::text FROM players WHERE id::text = $2), 'nobody'), $2, $3, $4, $5::jsonb)`;

/** A player's role is read where the entry is written. */
function actorOf(by: Actor): [actor: string | null, actorId: string | null] {
  if (by === 'operator') return ['operator', null];
  return 'titleId' in by ? ['title', by.titleId] : [null, by.playerId];
}

export function openAudit({ prisma, pool }: Database) {
  return {
    /** Newest first. */
    async list({ action, actorId, target, cursor, limit }: AuditFilter) {
      const after = readCursor(cursor, rowKey);
      if (after instanceof Refused) return after;
      const rows = await prisma.auditEntry.findMany({
        where: {
          ...(action && { action }),
          ...(actorId !== undefined && { actorId }),
          ...(target !== undefined && { target }),
          ...(after && { id: { lt: after[0] } }),
        },
        orderBy: { id: 'desc' },
        take: limit + 1,
        omit: { hash: true },
      });
      return pageOf(rows, limit, ({ id }) => [id]);
    },

    /**
     * Looks through the whole chain. The number of the first entry that is not what was written, or undefined. Entries
     * taken from its end leave no trace but a lower number: `last` and its hash may be kept elsewhere.
     */
    async verify(): Promise<{ broken: number | undefined; last: number; hash: string }> {
      const { rows } = await pool.query<{ broken: number | null; last: number | null; hash: string | null }>(
        `SELECT min(id) FILTER (WHERE NOT sound) AS broken, max(id) AS last,
                encode((array_agg(hash ORDER BY id DESC))[1], 'hex') AS hash
         FROM (SELECT id, hash, id = row_number() OVER (ORDER BY id)
                 AND hash = audit_hash(lag(hash) OVER (ORDER BY id), entry) AS sound
               FROM audit_log AS entry) AS judged`,
      );
      const { broken, last, hash } = rows[0]!;
      return { broken: broken ?? undefined, last: last ?? 0, hash: hash ?? '' };
    },
  };
}
