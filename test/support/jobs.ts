// The jobs of the results pipeline over a test's database.

import type { Database } from '../../src/db/client.ts';
import { jobsWith } from '../../src/jobs/index.ts';
import { openBoards } from '../../src/services/boards/index.ts';
import { openPushes } from '../../src/services/pushes.ts';

export const jobsOn = (database: Database) => jobsWith({ boards: openBoards(database), pushes: openPushes(database) });
