// Carries what is owed for finished matches from the outbox to the queue, and carries it again when nothing came of it:
// a lost queue, a dead worker or a dead relay delays results, and never loses one.

import type { Database } from '../db/client.ts';
import type { ResultsQueue } from '../queues/results.ts';
import { nextSteps } from './results.ts';

export interface Relay {
  stop(): Promise<void>;
}

const pollMs = 200;
const republishAfterSeconds = 5;
const batchSize = 500;

/** Any number of relays may run: each takes rows that no other holds. */
export function startRelay(db: Database, queue: ResultsQueue, onError: (error: Error) => void): Relay {
  let stopped = false;
  const running = (async () => {
    while (!stopped) {
      const moved = await relayOnce(db, queue).catch((error: Error) => {
        onError(error);
        return 0;
      });
      if (moved < batchSize) await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
  })();
  return {
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** Enqueues what is due; returns how many matches that was. */
async function relayOnce(db: Database, queue: ResultsQueue): Promise<number> {
  const { rows } = await db.pool.query<{ matchId: string }>(
    `UPDATE outbox SET published_at = now() WHERE match_id IN (
       SELECT match_id FROM outbox WHERE published_at IS NULL OR published_at < now() - make_interval(secs => $1)
       ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     RETURNING match_id AS "matchId"`,
    [republishAfterSeconds, batchSize],
  );
  const due = await nextSteps(
    db,
    rows.map(({ matchId }) => matchId),
  );
  await Promise.all(due.map(({ step, matchId }) => queue.enqueue(step, matchId)));
  return rows.length;
}
