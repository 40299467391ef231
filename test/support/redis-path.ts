// Where a Redis server is, if there is one.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** What `prepare.ts` unpacks Debian's packages into. */
export const redisRoot = join(import.meta.dirname, '../../.cache/redis');

/** Libraries of an unpacked Redis, for its LD_LIBRARY_PATH. */
export const redisLibraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((triplet) => join(redisRoot, 'usr/lib', triplet))
  .join(':');

/** The first that runs: REDIS_SERVER_PATH, one on the PATH, the unpacked one. */
export function redisPath(): string | undefined {
  const candidates = [process.env['REDIS_SERVER_PATH'], 'redis-server', join(redisRoot, 'usr/bin/redis-server')];
  return candidates.find((path) => path !== undefined && runs(path));
}

function runs(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', env: { ...process.env, LD_LIBRARY_PATH: redisLibraries } });
    return true;
  } catch {
    return false;
  }
}
