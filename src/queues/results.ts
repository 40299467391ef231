// The results pipeline's queue: the contract between whoever finishes a match and the workers. BullMQ on Redis where
// there is one, on PostgreSQL otherwise; the same code on both.

import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { z } from 'zod';

/**
 * What a finished match goes through, in this order. A step is enqueued when the one before it has been applied; the
 * relay starts the first, and starts again whatever got lost.
 */
export const pipeline = ['verify', 'rate'] as const;
export type PipelineStep = (typeof pipeline)[number];

const resultJob = z.object({ matchId: z.uuid() });
const queueName = 'results';

export interface ResultsQueue {
  /** Enqueuing what is already waiting or running does nothing. */
  enqueue(step: PipelineStep, matchId: string): Promise<void>;
  /** Starts a worker in this process. A `run` that throws is retried later. */
  work(run: (step: PipelineStep, matchId: string) => Promise<void>): void;
  /** Lets running jobs finish, then disconnects. */
  close(): Promise<void>;
}

export interface ResultsQueueOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  readonly onError: (error: Error) => void;
}

export function openResultsQueue({ databaseUrl, redisUrl, onError }: ResultsQueueOptions): ResultsQueue {
  const { Queue, Worker, connection } = backend(databaseUrl, redisUrl);
  const queue = new Queue<unknown>(queueName, { connection });
  queue.on('error', onError);
  const workers: InstanceType<typeof Worker>[] = [];
  return {
    async enqueue(step, matchId) {
      await queue.add(step, resultJob.parse({ matchId }), {
        jobId: `${step}-${matchId}`,
        attempts: 20,
        backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
        removeOnComplete: true,
      });
    },
    work(run) {
      const worker = new Worker<unknown>(
        queueName,
        async (job) => run(z.enum(pipeline).parse(job.name), resultJob.parse(job.data).matchId),
        {
          connection,
          concurrency: 8,
          // A dead worker's job is noticed after `lockDuration` and may die with many workers: each step counts once anyway.
          lockDuration: 10_000,
          stalledInterval: 5_000,
          maxStalledCount: 50,
        },
      );
      worker.on('error', onError);
      worker.on('failed', (_job, error) => onError(error));
      workers.push(worker);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await queue.close();
    },
  };
}

/** DECISION: the Redis classes are typed as the PostgreSQL ones; their API is one, only their type arguments differ. */
function backend(databaseUrl: string, redisUrl: string | undefined) {
  const postgres = {
    ...withBackend(createPostgresBackend),
    connection: { connectionString: databaseUrl, migrate: true, max: 4 },
  };
  if (redisUrl === undefined) return postgres;
  const redis = { ...withBackend(createRedisBackend), connection: { url: redisUrl, maxRetriesPerRequest: null } };
  return redis as unknown as typeof postgres;
}
