// A whole Arbiter as its users start it: a process of its own, on a free port and a fresh database.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from './database.ts';

const program = join(import.meta.dirname, '../../src/main.ts');

export interface TestServer {
  readonly endpoint: string;
  readonly process: ChildProcess;
  /** Everything that it has printed. */
  output(): string;
  /** Stops it, politely unless told otherwise; resolves to its exit code when it has ended. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts one on this environment; throws what it printed when it does not get ready. */
export async function startServerOn(environment: NodeJS.ProcessEnv): Promise<TestServer> {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, NODE_ENV: 'test', LOG_LEVEL: 'warn', PORT: '0', HOST: '127.0.0.1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  const ended = once(child, 'close') as Promise<[number | null]>;
  const endpoint = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      // For people in development, a JSON line in production.
      const ready = /http:\/\/localhost:(\d+)\s/.exec(output) ?? /"port":(\d+),"msg":"ready"/.exec(output);
      if (ready) resolve(`http://127.0.0.1:${ready[1]}`);
    });
    void ended.then(() => reject(new Error(output)));
  });
  return {
    endpoint,
    process: child,
    output: () => output,
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      return (await ended)[0];
    },
  };
}

/** Starts one with a database and data folder of its own; `stop` removes both. */
export async function startServer(environment: NodeJS.ProcessEnv = {}): Promise<TestServer & { databaseUrl: string }> {
  const { url, drop } = await testDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-server-'));
  const server = await startServerOn({ DATABASE_URL: url, DATA_DIR: dataDir, ...environment });
  return {
    ...server,
    databaseUrl: url,
    async stop(signal) {
      const code = await server.stop(signal);
      await drop();
      await rm(dataDir, { recursive: true, force: true });
      return code;
    },
  };
}
