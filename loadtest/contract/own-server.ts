// A server on a PostgreSQL of its own, into which the script that started it can look.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowAway } from '../../src/db/throw-away.ts';
import { startArbiterOn } from '../bench/servers.ts';

const program = join(import.meta.dirname, '../../src/main.ts');

export interface OwnServer {
  readonly endpoint: string;
  readonly databaseUrl: string;
  readonly environment: NodeJS.ProcessEnv;
  isRunning(): boolean;
  stop(): Promise<void>;
}

export async function startOwnServer(environment: NodeJS.ProcessEnv = {}): Promise<OwnServer> {
  const database = await startThrowAway();
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-own-'));
  await chmod(dataDir, 0o755);
  const cleanUp = async (): Promise<void> => {
    await database.stop();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const variables = { NODE_ENV: 'test', DATABASE_URL: database.url, DATA_DIR: dataDir, REDIS_URL: '', ...environment };
  const { endpoint, child, stop } = await startArbiterOn(program, [], variables, cleanUp);
  return { endpoint, databaseUrl: database.url, environment: variables, isRunning: child.isRunning, stop };
}

/** Another process on the same database, which goes before it. */
export async function alsoServing(first: OwnServer, more: NodeJS.ProcessEnv): Promise<OwnServer> {
  const environment = { ...first.environment, ...more };
  const { endpoint, child, stop } = await startArbiterOn(program, [], environment);
  return { endpoint, databaseUrl: first.databaseUrl, environment, isRunning: child.isRunning, stop };
}
