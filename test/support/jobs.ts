// The jobs of the results pipeline over a test's database.

import type { Database } from '../../src/db/client.ts';
import { jobsWith } from '../../src/jobs/index.ts';
import { openPushes } from '../../src/services/pushes.ts';

export const jobsOn = (database: Database) => jobsWith({ pushes: openPushes(database) });
