// What is owed for a finished match, done once: however often a job is delivered and wherever a worker dies.

import type { Database } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import { type PipelineStep, pipeline, type ResultsQueue } from '../queues/results.ts';

export type Transaction = Prisma.TransactionClient;

/** One step's work, inside the transaction that also notes it as applied. False: the pipeline ends here. */
export type StepWork = (tx: Transaction, matchId: string) => Promise<boolean>;

/**
 * Runs a step for a match. A second delivery waits for the first's transaction, finds the step applied and only passes
 * the match on.
 */
export async function runStep(
  db: Database,
  queue: ResultsQueue,
  step: PipelineStep,
  matchId: string,
  work: StepWork,
): Promise<void> {
  const following = pipeline[pipeline.indexOf(step) + 1];
  const owed = await db.prisma.$transaction(async (tx) => {
    const { count } = await tx.applied.createMany({ data: { consumer: step, matchId }, skipDuplicates: true });
    const goesOn = count === 1 ? await work(tx, matchId) : true;
    const nothingLeft = !goesOn || following === undefined;
    if (nothingLeft) await tx.outbox.deleteMany({ where: { matchId } });
    // Gone already: this was a late delivery for a match that has been through everything.
    return !nothingLeft && (await tx.outbox.count({ where: { matchId } })) === 1;
  });
  if (owed && following) await queue.enqueue(following, matchId);
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
