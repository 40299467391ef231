// The results pipeline's queue: the contract between whoever finishes a match and the workers. BullMQ on Redis where
// there is one, on PostgreSQL otherwise; the same code on both.

import { createHash } from 'node:crypto';
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { z } from 'zod';
import { type PipelineStep, steps } from './pipeline.ts';

/** A step that is due for matches. */
export interface ResultJob {
  readonly step: PipelineStep;
  readonly matchIds: readonly string[];
}

/** A match whose job failed for the last time. */
export interface DeadJob {
  readonly step: PipelineStep;
  readonly matchId: string;
  readonly error: Error;
  readonly attempts: number;
}

export interface FailedTry {
  readonly step: string;
  /** As it was enqueued. */
  readonly data: unknown;
  readonly attempt: number;
  /** Whether it is tried again. */
  readonly again: boolean;
}

const payload = z.object({ matchIds: z.array(z.uuid()).nonempty() });
const queueName = 'results';

export interface ResultsQueue {
  /** Enqueuing what is already waiting or running does nothing. */
  enqueue(jobs: readonly ResultJob[]): Promise<void>;
  /** How many jobs wait for a worker. */
  waiting(): Promise<number>;
  /** Starts a worker in this process. A `run` that throws is retried later; `bury` is told what was tried in vain. */
  work(run: (job: ResultJob) => Promise<void>, bury: (job: DeadJob) => Promise<void>): void;
  /** Lets running jobs finish, then disconnects. */
  close(): Promise<void>;
}

export interface ResultsQueueOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string | undefined;
  /** What keeps this process from its queue for now. */
  readonly onError: (error: Error) => void;
  /** A try at a job has failed; of which, is not known where its workers died too often. */
  readonly onFailed: (error: Error, job?: FailedTry) => void;
  /** How often a job is tried: about a minute, each wait twice as long as the one before. */
  readonly attempts?: number;
  readonly retryDelayMs?: number;
}

export function openResultsQueue(options: ResultsQueueOptions): ResultsQueue {
  const { databaseUrl, redisUrl, onError, onFailed, attempts = 8, retryDelayMs = 500 } = options;
  const { Queue, Worker, connection } = backend(databaseUrl, redisUrl);
  const queue = new Queue<unknown>(queueName, { connection });
  queue.on('error', onError);
  const jobOptions = {
    attempts,
    backoff: { type: 'exponential', delay: retryDelayMs, jitter: 0.5 },
    removeOnComplete: true,
    // A failed job that stays would keep its id, and the same work from ever being enqueued again.
    removeOnFail: true,
  };
  const workers: InstanceType<typeof Worker>[] = [];
  const burials = new Set<Promise<void>>();
  return {
    async enqueue(jobs) {
      if (jobs.length === 0) return;
      await queue.addBulk(
        jobs.map((job) => ({
          name: job.step,
          data: payload.parse({ matchIds: job.matchIds }),
          opts: { ...jobOptions, jobId: idOf(job) },
        })),
      );
    },
    waiting: () => queue.getWaitingCount(),
    work(run, bury) {
      const read = ({ name, data }: { name: string; data: unknown }): ResultJob => {
        return { step: z.enum(steps).parse(name), matchIds: payload.parse(data).matchIds };
      };
      const worker = new Worker<unknown>(queueName, (job) => run(read(job)), {
        connection,
        // One job's matches are played again while the results of another's are written.
        concurrency: 3,
        // A dead worker's job is noticed after `lockDuration` and may die with many workers: each step counts once anyway.
        lockDuration: 10_000,
        stalledInterval: 5_000,
        maxStalledCount: 50,
      });
      worker.on('error', onError);
      worker.on('failed', (job, error) => {
        // Without it the job will be tried again.
        const again = job?.finishedOn === undefined;
        onFailed(error, job && { step: job.name, data: job.data, attempt: job.attemptsMade, again });
        if (again) return;
        const burial = Promise.resolve({ error, attempts: job.attemptsMade })
          .then(async (death) => {
            const { step, matchIds } = read(job);
            for (const matchId of matchIds) await bury({ step, matchId, ...death });
          })
          .catch(onError)
          .finally(() => burials.delete(burial));
        burials.add(burial);
      });
      workers.push(worker);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await Promise.all(burials);
      await queue.close();
    },
  };
}

function idOf({ step, matchIds }: ResultJob): string {
  const [first] = matchIds;
  return `${step}-${matchIds.length === 1 ? first : createHash('sha256').update(matchIds.join()).digest('hex')}`;
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
