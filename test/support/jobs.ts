// The jobs of the results pipeline over a test's database.

import type { Database } from '../../src/db/client.ts';
import { jobsWith } from '../../src/jobs/index.ts';
import { type PipelineStep, steps } from '../../src/queues/pipeline.ts';
import { openBoards } from '../../src/services/boards/index.ts';
import { playsBy } from '../../src/services/results/plays.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { playMatch } from '../../src/services/resimulation/play.ts';

/** As a worker has them. */
export const tableOn = (database: Database) => jobsWith({ boards: openBoards(database), pushes: openPushes(database) });

type RunStep = (db: Database, step: PipelineStep, matchId: string) => Promise<readonly string[]>;

/** Each for one match at a time, as a job of its own. */
export function jobsOn(database: Database): Readonly<Record<PipelineStep, RunStep>> {
  const table = tableOn(database);
  const run: RunStep = (db, step, matchId) => table[step](db, step, [matchId], playsBy(playMatch));
  return Object.fromEntries(steps.map((step) => [step, run])) as Record<PipelineStep, RunStep>;
}
