// Starts embedded-process.ts in a process group of its own, as a terminal does, and tells what it says.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROGRAM = fileURLToPath(new URL('embedded-process.ts', import.meta.url));

export type ArbiterProcess = {
  pid: number;
  /** Resolves to the url, or throws with what went wrong. */
  url(): Promise<string>;
  /** Signals the whole group and resolves to all output when the process has ended. */
  kill(signal: NodeJS.Signals): Promise<string>;
};

export function startArbiter(dataDir: string, account: { uid?: number; gid?: number } = {}): ArbiterProcess {
  const child = spawn(process.execPath, [PROGRAM, dataDir], {
    ...account,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pid = child.pid!;
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text));
  child.stderr.on('data', (text: Buffer) => (output += text));
  const ended = once(child, 'close');
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
    await ended;
  });
  const url = async () => {
    while (!output.includes('postgresql://')) {
      const next = await Promise.race([once(child.stdout, 'data'), ended.then(() => 'ended' as const)]);
      if (next === 'ended' && !output.includes('postgresql://')) throw new Error(output.trim());
    }
    return /postgresql:\S+/.exec(output)![0];
  };
  const kill = async (signal: NodeJS.Signals) => {
    process.kill(-pid, signal);
    await ended;
    return output;
  };
  return { pid, url, kill };
}

/** A folder that every account may enter, gone after the test; 0o700 makes one that only its owner may. */
export async function temporaryFolder(mode = 0o755): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'arbiter-test-'));
  await chmod(dir, mode);
  onTestFinished(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
  return dir;
}

/** The process id of the PostgreSQL that runs on the cluster in `dir`. */
export async function postgresPid(dir: string): Promise<number> {
  return Number((await readFile(join(dir, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}
