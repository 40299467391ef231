// A worker of its own, for tests that kill it: node worker-process.ts <DATABASE_URL> [REDIS_URL].

import { openDatabase } from '../../src/db/client.ts';
import { tableOn } from './jobs.ts';
import { openResultsQueue } from '../../src/queues/results.ts';
import { startRelay } from '../../src/services/results/relay.ts';
import { openResimulation } from '../../src/services/resimulation/index.ts';
import { openResults } from '../../src/services/results/index.ts';

const [databaseUrl = '', redisUrl] = process.argv.slice(2);
const onError = (error: Error): void => console.error(error);
const db = openDatabase(databaseUrl);
const queue = openResultsQueue({ databaseUrl, redisUrl, onError, onFailed: onError });
openResults(db, queue, openResimulation()).work(tableOn(db));
startRelay(db, queue, onError);
console.log('working');
