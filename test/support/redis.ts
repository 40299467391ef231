// A Redis of one's own for a suite: on a free port, keeping nothing.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { redisLibraries, redisPath } from './redis-path.ts';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Undefined where there is no Redis (prepare.ts has said so). */
export const hasRedis = redisPath() !== undefined;

export async function startRedis(): Promise<TestRedis> {
  const path = redisPath();
  if (path === undefined) throw new Error('there is no redis-server here');
  const port = await freePort();
  const server = spawn(path, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    env: { ...process.env, LD_LIBRARY_PATH: redisLibraries },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'close');
  let output = '';
  await new Promise<void>((resolve, reject) => {
    server.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    void ended.then(() => reject(new Error(output)));
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      server.kill();
      await ended;
    },
  };
}

const range = 7_000;
/** Three files run at a time (vitest.config.ts): what one has drawn, and does not yet listen on, the other must not draw. */
const first = 10_000 + range * (Number(process.env['VITEST_POOL_ID'] ?? 0) % 3);
let drawn = 0;

/**
 * A port on which nobody listens. None of those that the system gives to whoever asks for any (from 32768 on): it could
 * be another's before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = first + ((process.pid * 16 + drawn++) % range);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
