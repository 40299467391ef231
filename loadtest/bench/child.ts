// Child processes of a benchmark: asked over IPC, measured by the CPU they used, and gone with us however we end.

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const probe = join(import.meta.dirname, 'probe.ts');
const living = new Set<ChildProcess>();
process.once('exit', () => living.forEach((child) => child.kill('SIGKILL')));
// Whoever waits for one of them then fails, and cleans up on the way out.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => living.forEach((child) => child.kill()));

export interface Child {
  readonly pid: number;
  /** Sends a message and resolves to the answer; one at a time. Rejects when the process ends instead. */
  ask<T>(message: unknown): Promise<T>;
  /** CPU used since its start, in microseconds. */
  cpuUs(): Promise<number>;
  stop(): Promise<void>;
  /** As a crash would. */
  kill(): Promise<void>;
  isRunning(): boolean;
}

export function startChild(file: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Child {
  const child = fork(file, args, {
    execArgv: ['--import', probe],
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  living.add(child);
  const ended = once(child, 'exit').then(() => void living.delete(child));
  const ask = async <T>(message: unknown): Promise<T> => {
    child.send(message as object);
    for (;;) {
      const said = await Promise.race([once(child, 'message'), ended]);
      if (!said) throw new Error(`${file} ended unexpectedly`);
      // Colyseus, for one, tells its parent "ready" unasked.
      const [message] = said as [{ answer?: T }];
      if (message.answer !== undefined) return message.answer;
    }
  };
  return {
    pid: child.pid!,
    ask,
    async cpuUs() {
      const { user, system } = await ask<NodeJS.CpuUsage>('cpu');
      return user + system;
    },
    stop: () => stopChild(child, ended),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    isRunning: () => living.has(child),
  };
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (!living.has(child)) return;
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(impatience);
}
