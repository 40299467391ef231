// Steps of the results pipeline that were tried in vain. They stay owed, and are tried again when a person says so.

import type { Database } from '../../db/client.ts';
import { transaction } from '../../db/transaction.ts';
import type { DeadJob } from '../../queues/results.ts';
import { type Actor, record } from '../audit.ts';
import { type Page, pageOf, type PageRequest, readCursor, rowKey } from '../page.ts';
import { Refused } from '../refused.ts';

export interface DeadLetter {
  readonly id: number;
  readonly step: string;
  readonly matchId: string;
  /** With its stack. */
  readonly error: string;
  readonly attempts: number;
  readonly at: Date;
}

export type DeadLetters = ReturnType<typeof openDeadLetters>;

export function openDeadLetters(db: Database) {
  return {
    /** Newest first. */
    list: (limit: number): Promise<DeadLetter[]> =>
      db.prisma.deadLetter.findMany({ orderBy: { id: 'desc' }, take: limit }),

    async page({ cursor, limit }: PageRequest): Promise<Page<DeadLetter> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, rowKey);
      if (after instanceof Refused) return after;
      const where = after ? { id: { lt: after[0] } } : {};
      const rows = await db.prisma.deadLetter.findMany({ where, orderBy: { id: 'desc' }, take: limit + 1 });
      return pageOf(rows, limit, ({ id }) => [id]);
    },

    async get(id: number): Promise<DeadLetter | undefined> {
      return (await db.prisma.deadLetter.findUnique({ where: { id } })) ?? undefined;
    },

    /** Lets the relay publish these again, or all of them. Returns how many. */
    retry(ids: readonly number[] | 'all', by: Actor): Promise<number> {
      return transaction(db.pool, async (tx) => {
        const { rows } = await tx.query<{ id: number; step: string; match: string }>(
          `WITH retried AS (DELETE FROM dead_letters WHERE $1::int[] IS NULL OR id = ANY($1)
                            RETURNING id, step, match_id AS match),
                due AS (UPDATE outbox SET published_at = NULL WHERE match_id IN (SELECT match FROM retried))
           SELECT * FROM retried ORDER BY id`,
          [ids === 'all' ? null : ids],
        );
        for (const { id, ...job } of rows) await record(tx, by, 'job.retry', id, job);
        return rows.length;
      });
    },
  };
}

/** Keeps what became of a job that failed for the last time, unless its match is owed nothing more. */
export async function bury(db: Database, { step, matchId, error, attempts }: DeadJob): Promise<void> {
  await db.pool.query(
    `INSERT INTO dead_letters (step, match_id, error, attempts)
     SELECT $1, match_id, $3, $4 FROM outbox WHERE match_id = $2
     ON CONFLICT (match_id, step) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, at = now()`,
    [step, matchId, error.stack ?? error.message, attempts],
  );
}
