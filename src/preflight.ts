// Looks at everything that a start needs from outside before it takes anything, so that all problems come at once.

import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import type { Config } from './config.ts';
import { checkAddresses } from './lost-keys.ts';
import { checkDatabase } from './db/client.ts';
import { StartupError } from './startup-error.ts';

/** Throws StartupError with every problem found. */
export async function preflight(config: Config): Promise<void> {
  const { host, port, databaseUrl, redisUrl } = config;
  const checks = [
    checkPort(host, port),
    ...(databaseUrl === undefined ? [] : [checkDatabase(databaseUrl).then(() => checkAddresses(databaseUrl, config))]),
    ...(redisUrl === undefined ? [] : [checkRedis(redisUrl)]),
  ];
  const problems = (await Promise.allSettled(checks)).flatMap((result) =>
    result.status === 'rejected' ? [(result.reason as Error).message] : [],
  );
  if (problems.length > 0) throw new StartupError(problems);
}

/** Port 0 is always free. */
function checkPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(new Error(explainPort(host, port, error))));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function explainPort(host: string, port: number, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return `port ${port} is in use; stop what listens there, or set PORT to another`;
  if (code === 'EACCES') return `port ${port} needs more rights; set PORT to one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST=${host} is no address of this machine; try 0.0.0.0`;
  return `can't listen on ${host}:${port}: ${message}`;
}

async function checkRedis(url: string): Promise<void> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 5_000 });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const { host } = new URL(url);
    throw new Error(`no Redis answers at ${host} (${(error as Error).message}); start it, or unset REDIS_URL`, {
      cause: error,
    });
  } finally {
    redis.disconnect();
  }
}
