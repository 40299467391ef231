// Runs PostgreSQL under a small shell that outlives us: when our end of its stdin closes, by stop() or by our death
// (kill -9 included), it shuts PostgreSQL down. Both are in a session of their own, out of Ctrl-C's reach.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { childOptions } from './account.ts';
import type { Account } from './account.ts';

export type GuardedServer = {
  /** The server's log if it gave up before it was ready; undefined once it accepts connections. */
  failure: Promise<string | undefined>;
  /** Fast shutdown (open sessions are cut, data is flushed); resolves when every process is gone. */
  stop(): Promise<void>;
};

// SIGINT is repeated because a server that is just starting ignores it: sh starts background jobs that way.
const GUARD = `
trap '' HUP INT TERM
exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
( read -r _ <&3; while kill -INT $postgres; do sleep 0.2; done ) 2>/dev/null &
watcher=$!
wait $postgres
code=$?
{ kill -KILL $watcher; wait $watcher; } 2>/dev/null
exit $code
`;

export function spawnGuarded(command: string[], log: (line: string) => void, account?: Account): GuardedServer {
  const options = { ...childOptions(account), detached: true } as const;
  const guard = spawn('/bin/sh', ['-c', GUARD, 'arbiter-guard', ...command], {
    ...options,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const exited = new Promise<string>((resolve) => {
    guard.once('error', (error) => resolve(error.message));
    guard.once('close', (code, signal) => resolve(`PostgreSQL ended (${signal ?? code})`));
  });
  let phase: 'starting' | 'running' | 'stopping' = 'starting';
  const startLog: string[] = [];
  const failure = new Promise<string | undefined>((resolve) => {
    createInterface({ input: guard.stderr }).on('line', (line) => {
      if (phase === 'running') return log(`postgres: ${line}`);
      startLog.push(line);
      if (phase === 'stopping' || !line.includes('ready to accept connections')) return;
      phase = 'running';
      resolve(undefined);
    });
    void exited.then((end) => {
      if (phase === 'running') log(end);
      resolve([...startLog, end].join('\n'));
    });
  });
  const stop = async () => {
    phase = 'stopping';
    guard.stdin.destroy();
    await exited;
  };
  return { failure, stop };
}
