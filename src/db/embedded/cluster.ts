// Makes the cluster on the first start, and refuses one that this PostgreSQL cannot read.
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from './account.ts';
import { isAlive } from './owner.ts';
import type { Place } from './place.ts';

export const SUPERUSER = 'arbiter';

/**
 * initdb beside the final place, then one rename: killed half-way it leaves no half cluster, and of two first
 * starts the faster wins.
 */
export async function createCluster({ dir, nativeDir, account }: Place): Promise<void> {
  await removeUnfinished(dir);
  const unfinished = `${dir}.new-${process.pid}`;
  const passwordFile = join(unfinished, 'password');
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (account) for (const path of [unfinished, passwordFile]) await chown(path, account.uid, account.gid);
  const where = [`--pgdata=${join(unfinished, 'data')}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`];
  const how = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  await run(join(nativeDir, 'bin', 'initdb'), [...where, ...how], account);
  try {
    await rename(unfinished, dir);
  } catch {
    await rm(unfinished, { recursive: true }); // another start was faster, or something else is there: readPassword tells
  }
}

/** The superuser's password; throws where the cluster is another major version's, or none at all. */
export async function readPassword({ dir, version }: Place): Promise<string> {
  const made = await readFile(join(dir, 'data', 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made === undefined)
    throw new Error(`${dir} is not a database folder of Arbiter: move it away, or set DATA_DIR to another folder`);
  const major = version.split('.')[0];
  if (made.trim() !== major) {
    throw new Error(
      `the database in ${dir} was made by PostgreSQL ${made.trim()}, this Arbiter brings ${major}: dump it with the Arbiter that made it and restore it here, or set DATA_DIR to another folder`,
    );
  }
  return readFile(join(dir, 'password'), 'utf8');
}

async function removeUnfinished(dir: string): Promise<void> {
  const prefix = `${basename(dir)}.new-`;
  for (const name of await readdir(dirname(dir))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(dir), name), { recursive: true, force: true });
  }
}
