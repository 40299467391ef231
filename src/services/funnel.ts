// Counts how many people come to a queue, and how many get a match from it, by day: the part of the funnel that no match
// can tell (docs/statistics.md).

import type { Database } from '../db/client.ts';

type Stage = 'queued' | 'matched';

/** Those who came to the queue of a mode on one day. */
export interface Cohort {
  /** In UTC, as YYYY-MM-DD. */
  readonly day: string;
  readonly game: string;
  readonly mode: string;
}

export interface Funnel {
  /**
   * Counts people of a cohort: `queued` as they enter the queue, `matched` as a match that it has made for them begins.
   * Does not wait, and never throws: a queue does not stand still for its statistics, and what PostgreSQL does not take is lost.
   */
  count(stage: Stage, cohort: Cohort, people?: number): void;
}

interface Counted extends Cohort, Record<Stage, number> {}

export function openFunnel(db: Database, onError: (error: Error) => void = () => undefined): Funnel {
  let waiting = new Map<string, Counted>();
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.size > 0) {
      const counts = [...waiting.values()];
      waiting = new Map();
      await write(db, counts).catch(onError);
    }
    writing = undefined;
  }

  return {
    count(stage, { day, game, mode }, people = 1) {
      const key = JSON.stringify([day, game, mode]);
      const counted = waiting.get(key) ?? { day, game, mode, queued: 0, matched: 0 };
      counted[stage] += people;
      waiting.set(key, counted);
      writing ??= writeAll();
    },
  };
}

async function write({ pool }: Database, counts: readonly Counted[]): Promise<void> {
  await pool.query({
    name: 'count-queued',
    // In one order for all, so that no two processes wait for each other.
    text: `
      INSERT INTO queue_days (day, game, mode, queued, matched)
      SELECT * FROM unnest($1::date[], $2::text[], $3::text[], $4::int[], $5::int[])
        AS counts (day, game, mode, queued, matched) ORDER BY day, game, mode
      ON CONFLICT (day, game, mode) DO UPDATE
        SET queued = queue_days.queued + excluded.queued, matched = queue_days.matched + excluded.matched`,
    values: [
      counts.map(({ day }) => day),
      counts.map(({ game }) => game),
      counts.map(({ mode }) => mode),
      counts.map(({ queued }) => queued),
      counts.map(({ matched }) => matched),
    ],
  });
}
