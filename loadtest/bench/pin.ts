// Keeps processes off each other's cores, where Linux lets us.

import { execFile } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { promisify } from 'node:util';

/** Server and load get a core each; on a machine with one they share it. */
export const cores = { server: 0, load: availableParallelism() > 1 ? 1 : 0 } as const;

/** Pins all threads of a process, and what it starts from then on, to one core; false where that can't be done. */
export const pin = (pid: number, core: number): Promise<boolean> => allow(pid, String(core));

export const unpin = (pid: number): Promise<boolean> => allow(pid, `0-${cpus().length - 1}`);

const allow = (pid: number, list: string): Promise<boolean> =>
  promisify(execFile)('taskset', ['-a', '-p', '-c', list, String(pid)]).then(
    () => true,
    () => false,
  );
