// One end of the results pipeline, a process of its own: `worker.ts <work|relay|both> <DATABASE_URL> [REDIS_URL]`. Asked
// for its `delay`, it tells the longest time for which anything of it kept the event loop.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openDatabase } from '../../src/db/client.ts';
import { jobsWith } from '../../src/jobs/index.ts';
import { openResultsQueue } from '../../src/queues/results.ts';
import { openBoards } from '../../src/services/boards/index.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { startRelay } from '../../src/services/results/relay.ts';
import { openResimulation } from '../../src/services/resimulation/index.ts';
import { openResults } from '../../src/services/results/index.ts';

const [role = 'both', databaseUrl = '', redisUrl] = process.argv.slice(2);
// What fails is tried again; what fails for good becomes a dead letter, and whoever started this looks for those.
const onError = (): void => undefined;
const db = openDatabase(databaseUrl, { poolSize: 16 });
const queue = openResultsQueue({ databaseUrl, redisUrl, onError, onFailed: onError });
if (role !== 'relay')
  openResults(db, queue, openResimulation()).work(
    jobsWith({ boards: openBoards(db, { redisUrl }), pushes: openPushes(db) }),
  );
if (role !== 'work') startRelay(db, queue, onError);

const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  if (message === 'delay') process.send?.({ answer: { longestMs: delay.max / 1e6 } });
});
