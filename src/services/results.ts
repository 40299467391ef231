// What is owed for a finished match, done once: however often a job is delivered and wherever a worker dies.

import type { Database } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import { type PipelineStep, pipeline, type ResultsQueue } from '../queues/results.ts';

export type Transaction = Prisma.TransactionClient;

/** One step's work, inside the transaction that also notes it as applied. False: the pipeline ends here. */
export type StepWork = (tx: Transaction, matchId: string) => Promise<boolean>;

/** Takes matches through the pipeline. */
export interface Results {
  /** Starts this process' worker, with the work of each step. */
  work(steps: Readonly<Record<PipelineStep, StepWork>>): void;
}

export function openResults(db: Database, queue: ResultsQueue): Results {
  return {
    work: (steps) =>
      queue.work(async (step, matchId) => {
        const following = await applyOnce(db, step, matchId, steps[step]);
        if (following) await queue.enqueue(following, matchId);
      }),
  };
}

/**
 * Does a step's work unless it was done before, and returns the step that is still owed after it. A second delivery
 * waits for the first one's transaction, finds the step applied, and only passes the match on.
 */
export async function applyOnce(
  db: Database,
  step: PipelineStep,
  matchId: string,
  work: StepWork,
): Promise<PipelineStep | undefined> {
  const following = pipeline[pipeline.indexOf(step) + 1];
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.applied.createMany({ data: { consumer: step, matchId }, skipDuplicates: true });
    const goesOn = count === 1 ? await work(tx, matchId) : true;
    if (!goesOn || !following) {
      await tx.outbox.deleteMany({ where: { matchId } });
      return undefined;
    }
    // No longer owed: a late delivery for a match that has been through everything.
    return (await tx.outbox.count({ where: { matchId } })) === 1 ? following : undefined;
  });
}

/** The first step that has not been applied to each of these matches, for the relay to (re)start. */
export async function nextSteps(
  db: Database,
  matchIds: readonly string[],
): Promise<{ matchId: string; step: PipelineStep }[]> {
  const applied = await db.prisma.applied.findMany({ where: { matchId: { in: [...matchIds] } } });
  const done = new Set(applied.map(({ consumer, matchId }) => `${consumer} ${matchId}`));
  return matchIds.flatMap((matchId) => {
    const step = pipeline.find((candidate) => !done.has(`${candidate} ${matchId}`));
    return step ? [{ matchId, step }] : [];
  });
}
