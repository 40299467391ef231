// The table of jobs: every step of the results pipeline, and the worker that runs them.

import type { Database } from '../db/client.ts';
import type { PipelineStep, ResultsQueue } from '../queues/results.ts';
import { rateMatch } from '../services/rate-match.ts';
import { runStep, type StepWork } from '../services/results.ts';
import { verifyMatch } from '../services/verify-match.ts';

const steps = {
  verify: verifyMatch,
  rate: rateMatch,
} as const satisfies Record<PipelineStep, StepWork>;

export function startWorker(db: Database, queue: ResultsQueue): void {
  queue.work((step, matchId) => runStep(db, queue, step, matchId, steps[step]));
}
