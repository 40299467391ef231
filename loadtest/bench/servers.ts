// Servers to measure, each in a process of its own: Arbiter with a database of its own, boardgame.io with its memory.

import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from './child.ts';

export interface BenchServer {
  readonly child: Child;
  readonly endpoint: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;
/** All players sign in from one address. */
const everyArbiter = { HOST: '127.0.0.1', LOG_LEVEL: 'warn', RATE_LIMIT_EXEMPT: 'loopback' };

export const startArbiter = (): Promise<BenchServer> =>
  startWithDatabase(join(import.meta.dirname, '../../src/main.ts'));

/** A program with Arbiter's environment, and with a PostgreSQL and a folder of its own. */
export async function startWithDatabase(program: string, args: readonly string[] = []): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-bench-'));
  // PostgreSQL runs as another account when we are root, and must be able to enter.
  await chmod(dataDir, 0o755);
  const remove = (): Promise<void> => rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  return startArbiterOn(program, args, { DATA_DIR: dataDir, DATABASE_URL: '', REDIS_URL: '' }, remove);
}

/** The same with a database, a Redis and a folder that are there. */
export const startArbiterOn = (
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cleanUp = async (): Promise<void> => undefined,
): Promise<BenchServer> => startServer(program, args, { ...everyArbiter, ...environment }, cleanUp);

export const startBoardgameIo = (validation: 'validated' | 'unvalidated'): Promise<BenchServer> =>
  startServer(join(import.meta.dirname, 'boardgame-server.ts'), [validation], {}, async () => undefined);

export async function startServer(
  program: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  cleanUp: () => Promise<void>,
): Promise<BenchServer> {
  const port = await freePort();
  const child = startChild(program, args, { ...environment, PORT: String(port) });
  const endpoint = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    await child.stop();
    await cleanUp();
  };
  try {
    await answers(endpoint, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { child, endpoint, stop };
}

async function answers(endpoint: string, child: Child): Promise<void> {
  for (const deadlineMs = performance.now() + startTimeoutMs; performance.now() < deadlineMs; await sleep(100)) {
    if (await fetch(endpoint).then(Boolean, () => false)) return;
    if (!child.isRunning()) break;
  }
  throw new Error(`the server for ${endpoint} did not start`);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
