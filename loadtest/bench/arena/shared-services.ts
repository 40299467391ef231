// What several Arbiter processes share: a PostgreSQL, a Redis and a folder with keys, for one run of a benchmark.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowAway } from '../../../src/db/throw-away.ts';
import { startRedis } from '../../../test/support/redis.ts';

/** Starts them, for a `use` that gets the environment that names them. */
export async function withSharedServices<T>(use: (environment: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-bench-'));
  const closers = [(): Promise<void> => rm(dataDir, { recursive: true, force: true })];
  try {
    const redis = await startRedis();
    closers.push(redis.stop);
    process.once('exit', () => void redis.stop());
    const database = await startThrowAway({ durable: true });
    closers.push(database.stop);
    return await use({ DATA_DIR: dataDir, DATABASE_URL: database.url, REDIS_URL: redis.url });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}
