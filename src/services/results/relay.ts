// Carries what is owed for finished matches from the outbox to the queue, and carries it again when nothing came of it:
// a lost queue, a dead worker or a dead relay delays results, and never loses one.

import type { Database } from '../../db/client.ts';
import { pipeline, type PipelineStep, steps } from '../../queues/pipeline.ts';
import type { ResultJob, ResultsQueue } from '../../queues/results.ts';
import { repeat, type Repeated } from '../repeat.ts';
import { settle } from './index.ts';

const pollMs = 200;
const republishAfterSeconds = 5;
const batchSize = 500;
/** A job's matches share its transactions. */
const matchesPerJob = 50;
/** While so many jobs wait, workers have enough to do; what is owed is as safe here as there. */
const mostWaiting = 20;

/** Any number of relays may run: each takes rows that no other holds. */
export function startRelay(db: Database, queue: ResultsQueue, onError: (error: Error) => void): Repeated {
  return repeat(pollMs, () => relayOnce(db, queue), onError);
}

/** Enqueues what is due; returns whether there may be more. */
async function relayOnce(db: Database, queue: ResultsQueue): Promise<boolean> {
  if ((await queue.waiting()) > mostWaiting) return false;
  const { rows: taken } = await db.pool.query<{ matchId: string; due: PipelineStep[] }>({
    name: 'relay',
    text: takeDue,
    values: [republishAfterSeconds, batchSize, steps, steps.map((step) => pipeline[step])],
  });
  const idle = taken.filter(({ due }) => due.length === 0);
  await settle(
    db,
    idle.map(({ matchId }) => matchId),
  );
  await queue.enqueue(steps.flatMap((step) => jobsFor(step, taken)));
  return taken.length === batchSize;
}

function jobsFor(step: PipelineStep, taken: readonly { matchId: string; due: PipelineStep[] }[]): ResultJob[] {
  const matchIds = taken.filter(({ due }) => due.includes(step)).map(({ matchId }) => matchId);
  const jobs = Math.ceil(matchIds.length / matchesPerJob);
  return Array.from({ length: jobs }, (_, i) => {
    return { step, matchIds: matchIds.slice(i * matchesPerJob, (i + 1) * matchesPerJob) };
  });
}

/** Each match taken, with the steps that may begin: not applied, not dead, and the one before them applied. */
const takeDue = `
  WITH taken AS (
    UPDATE outbox SET published_at = now() WHERE match_id IN (
      SELECT match_id FROM outbox WHERE published_at IS NULL OR published_at < now() - make_interval(secs => $1)
      ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
    RETURNING match_id, created_at)
  SELECT match_id AS "matchId", ARRAY(
    SELECT step FROM unnest($3::text[], $4::text[]) AS pipeline (step, before)
    WHERE NOT EXISTS (SELECT FROM applied WHERE consumer = step AND match_id = taken.match_id)
      AND NOT EXISTS (SELECT FROM dead_letters WHERE dead_letters.step = pipeline.step AND match_id = taken.match_id)
      AND (before IS NULL OR EXISTS (SELECT FROM applied WHERE consumer = before AND match_id = taken.match_id))
  ) AS due
  FROM taken ORDER BY created_at`;
