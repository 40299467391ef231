// What is owed for a finished match, done once: however often a job is delivered and wherever a worker dies.

import type { Database } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import { following, pipeline, type PipelineStep, steps } from '../queues/pipeline.ts';
import type { ResultJob, ResultsQueue } from '../queues/results.ts';
import { bury } from './dead-letters.ts';

export type Transaction = Prisma.TransactionClient;

/**
 * One step's work for one match, inside the transaction that also notes it as applied. What it resolves to is called when
 * that is committed: for telling others, which may be lost with the process.
 */
export type StepWork = (tx: Transaction, matchId: string) => Promise<void | (() => void)>;

/** A step as workers run it: `once(work)`, usually. Resolves to the matches for which it is applied now: they go on. */
export type Step = (db: Database, step: PipelineStep, matchId: string) => Promise<readonly string[]>;

/** Takes matches through the pipeline. */
export interface Results {
  /** Starts this process' worker, with what each step does. */
  work(table: Readonly<Record<PipelineStep, Step>>): void;
}

const retryDelayMs = 500;

export function openResults(db: Database, queue: ResultsQueue): Results {
  return {
    work(table) {
      /** Does a step and, with it, all that follows: a match usually takes one job. Returns the matches it touched. */
      async function advance({ step, matchId }: ResultJob): Promise<string[]> {
        const goingOn = await whenAvailable(db, () => table[step](db, step, matchId));
        const touched = [...goingOn];
        const due = goingOn.flatMap((id) => following(step).map((name) => ({ step: name, matchId: id })));
        for (const next of due) {
          // What fails gets a job of its own, so that it is tried again without holding up the others.
          touched.push(...(await advance(next).catch(async () => queue.enqueue([next]).then(() => []))));
        }
        return touched;
      }
      queue.work(
        async (job) => settle(db, await advance(job)),
        (job) => whenAvailable(db, () => bury(db, job)),
      );
    },
  };
}

/**
 * Makes a step of work that is done once for each match. A second delivery waits for the first one's transaction, finds
 * the step applied, and only passes the match on. One that comes before its time does nothing: the relay will ask again.
 */
export function once(work: StepWork): Step {
  return async (db, step, matchId) => {
    const afterwards: (() => void)[] = [];
    const goingOn = await db.prisma.$transaction(
      async (tx) => {
        const [state] = await tx.$queryRaw<{ owed: boolean; fresh: boolean }[]>`
          WITH owed AS (SELECT match_id FROM outbox WHERE match_id = ${matchId}::uuid AND (${pipeline[step]}::text IS NULL
                 OR EXISTS (SELECT FROM applied WHERE consumer = ${pipeline[step]} AND match_id = outbox.match_id))),
               noted AS (INSERT INTO applied (consumer, match_id) SELECT ${step}, match_id FROM owed
                         ON CONFLICT DO NOTHING RETURNING match_id)
          SELECT EXISTS (TABLE owed) AS owed, EXISTS (TABLE noted) AS fresh`;
        if (!state?.owed) return [];
        const tell = state.fresh ? await work(tx, matchId) : undefined;
        if (tell) afterwards.push(tell);
        return [matchId];
      },
      { timeout: 60_000, maxWait: 30_000 },
    );
    for (const tell of afterwards) tell();
    return goingOn;
  };
}

/** Strikes off the matches to which every step has been applied. */
export async function settle(db: Database, matchIds: readonly string[]): Promise<void> {
  if (matchIds.length === 0) return;
  await db.pool.query({
    name: 'settle',
    text: `DELETE FROM outbox WHERE match_id = ANY($1::uuid[]) AND NOT EXISTS (
             SELECT FROM unnest($2::text[]) AS step
             WHERE NOT EXISTS (SELECT FROM applied WHERE consumer = step AND match_id = outbox.match_id))`,
    values: [matchIds, steps],
  });
}

/** While PostgreSQL is away everything fails, which says nothing about the work: then it waits and tries again. */
async function whenAvailable<T>(db: Database, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const available = await db.pool.query('SELECT').then(
        () => true,
        () => false,
      );
      if (available) throw error;
      await new Promise((resolve) => setTimeout(resolve, retryDelayMs));
    }
  }
}
