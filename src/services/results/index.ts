// What is owed for finished matches, done once: however often a job is delivered and wherever a worker dies.

import { type Database, patient, type Transaction } from '../../db/client.ts';
import { following, pipeline, type PipelineStep, steps } from '../../queues/pipeline.ts';
import type { ResultsQueue } from '../../queues/results.ts';
import { bury } from './dead-letters.ts';
import { whenAvailable } from '../outages.ts';
import { type Plays, playsBy } from './plays.ts';
import type { Resimulation } from '../resimulation/index.ts';

/**
 * One step's work for many matches at once, inside the transaction that also notes it as applied. Where one of them fails,
 * all are rolled back, and then tried one by one. What it resolves to is called when that is committed: for telling others,
 * which may be lost with the process.
 */
export type BatchWork = (tx: Transaction, matchIds: readonly string[], plays: Plays) => Promise<void | (() => void)>;

/** A step as workers run it: `together(work)`, usually. Resolves to the matches for which it is applied now: they go on. */
export type Step = (
  db: Database,
  step: PipelineStep,
  matchIds: readonly string[],
  plays: Plays,
) => Promise<readonly string[]>;

/** Takes matches through the pipeline. */
export interface Results {
  /** Starts this process' worker, with what each step does. */
  work(table: Readonly<Record<PipelineStep, Step>>): void;
}

export function openResults(db: Database, queue: ResultsQueue, resimulation: Resimulation): Results {
  return {
    work(table) {
      /** Does a step and all that follows it: matches usually take one job. Returns those that it touched. */
      async function advance(step: PipelineStep, matchIds: readonly string[], plays: Plays): Promise<string[]> {
        const goingOn = await whenAvailable(db, () => table[step](db, step, matchIds, plays));
        const touched = [...goingOn];
        if (goingOn.length === 0) return touched;
        for (const next of following(step)) touched.push(...(await attempt(next, goingOn, plays)));
        return touched;
      }

      /** What fails for many is tried for each; who fails alone gets a new job, and does not hold up what else is due. */
      async function attempt(step: PipelineStep, matchIds: readonly string[], plays: Plays): Promise<string[]> {
        try {
          return await advance(step, matchIds, plays);
        } catch {
          if (matchIds.length === 1) return queue.enqueue([{ step, matchIds }]).then(() => []);
          const touched: string[] = [];
          for (const matchId of matchIds) touched.push(...(await attempt(step, [matchId], plays)));
          return touched;
        }
      }

      queue.work(
        async ({ step, matchIds }) => {
          const run = matchIds.length === 1 ? advance : attempt;
          await settle(db, await run(step, matchIds, playsBy(resimulation.play)));
        },
        (job) => whenAvailable(db, () => bury(db, job)),
      );
    },
  };
}

/**
 * Makes a step of work that is done once for each match, and for many in one transaction. A second delivery waits for the
 * first one's transaction, finds the step applied, and only passes the match on. One that comes before its time does
 * nothing: the relay will ask again.
 */
export function together(work: BatchWork): Step {
  return async (db, step, matchIds, plays) => {
    const afterwards: (() => void)[] = [];
    const goingOn = await db.prisma.$transaction(async (tx) => {
      const owed = await note(tx, step, matchIds);
      const fresh = owed.filter(({ fresh }) => fresh).map(({ matchId }) => matchId);
      const tell = fresh.length > 0 ? await work(tx, fresh, plays) : undefined;
      if (tell) afterwards.push(tell);
      return owed.map(({ matchId }) => matchId);
    }, patient);
    for (const tell of afterwards) tell();
    return goingOn;
  };
}

/** Of these matches, those that are owed the step; it is applied to all of them now, to the fresh ones for the first time. */
async function note(
  tx: Transaction,
  step: PipelineStep,
  matchIds: readonly string[],
): Promise<{ matchId: string; fresh: boolean }[]> {
  // In one order for all, so that no two transactions wait for each other.
  return tx.$queryRaw`
    WITH owed AS (SELECT match_id FROM outbox WHERE match_id = ANY(${[...matchIds]}::uuid[]) AND (
           ${pipeline[step]}::text IS NULL
           OR EXISTS (SELECT FROM applied WHERE consumer = ${pipeline[step]} AND match_id = outbox.match_id))),
         noted AS (INSERT INTO applied (consumer, match_id) SELECT ${step}, match_id FROM owed ORDER BY match_id
                   ON CONFLICT DO NOTHING RETURNING match_id)
    SELECT match_id AS "matchId", match_id IN (TABLE noted) AS fresh FROM owed`;
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
