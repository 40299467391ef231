// Which Arbiter a running PostgreSQL belongs to: its process id is in the server's name, which PostgreSQL keeps in
// postmaster.opts. So there is no lock file of ours beside PostgreSQL's own.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export function clusterNameOf(pid: number): string {
  return `arbiter-${pid}`;
}

/** The other, living Arbiter that last started the cluster in `dir`. (After a container's restart its id may be ours.) */
export async function findLivingOwner(dir: string): Promise<number | undefined> {
  const options = await readFile(join(dir, 'data', 'postmaster.opts'), 'utf8').catch(() => '');
  const pid = Number(/cluster_name=arbiter-(\d+)/.exec(options)?.[1] ?? 0);
  return pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
