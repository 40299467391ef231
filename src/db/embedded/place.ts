// Decides where the cluster and its binaries lie and which account runs it, so that this account can reach both.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { canEnter, canExecute, run, unprivilegedAccount } from './account.ts';
import type { Account } from './account.ts';
import { copyBinaries, findNativeDir, postgresVersion } from './binaries.ts';

/** `dir` holds `data/` (the cluster) and `password`; without an account it runs as we do. */
export type Place = { dir: string; nativeDir: string; version: string; account: Account | undefined };

const REACHABLE_BY_ALL = '/var/lib/arbiter';

export async function findPlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const nativeDir = findNativeDir();
  const version = await postgresVersion(nativeDir);
  await makeUsable(dataDir);
  const dir = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) {
    if (existsSync(dir)) await makeUsable(dir);
    return { dir, nativeDir, version, account: undefined };
  }
  return findPlaceAsRoot(dataDir, nativeDir, version, log);
}

/** Whether a cluster was made there before. */
export function holdsCluster(dir: string): boolean {
  return existsSync(join(dir, 'data', 'PG_VERSION'));
}

/** Where that is, of a data folder. */
export const findCluster = (dataDir: string): string | undefined => placesFor(dataDir).find(holdsCluster);

/** In it, or where root's is that others can't enter. */
const placesFor = (dataDir: string): [near: string, far: string] => [
  join(dataDir, 'postgres'),
  join(REACHABLE_BY_ALL, createHash('sha256').update(dataDir).digest('hex').slice(0, 12)),
];

async function findPlaceAsRoot(
  dataDir: string,
  nativeDir: string,
  version: string,
  log: (line: string) => void,
): Promise<Place> {
  const [near, far] = placesFor(dataDir);
  const existing = findCluster(dataDir);
  const account = await accountFor(existing);
  const dir = existing ?? ((await canEnter(dataDir, account)) ? near : far);
  if (dir === far) {
    await makeUsable(REACHABLE_BY_ALL);
    log(`database is in ${far}: user ${account.name}, who runs PostgreSQL, cannot enter ${dataDir}`);
  } else if (existing && !(await canEnter(existing, account))) {
    throw new Error(
      `user ${account.name}, who owns the database in ${existing}, cannot enter it: open the folders above it (chmod o+x), or set DATA_DIR to another folder`,
    );
  }
  return { dir, nativeDir: await reachableBinaries(nativeDir, version, account, log), version, account };
}

/** A cluster stays with its owner, except root's (a restored backup), which we hand over. */
async function accountFor(existing: string | undefined): Promise<Account> {
  if (!existing) return unprivilegedAccount();
  const { uid, gid } = await stat(join(existing, 'data'));
  if (uid !== 0)
    return {
      name: await run('id', ['-nu', String(uid)]).then(
        (name) => name.trim(),
        () => String(uid),
      ),
      uid,
      gid,
    };
  const account = await unprivilegedAccount();
  await run('chown', ['-R', `${account.uid}:${account.gid}`, existing]);
  return account;
}

async function reachableBinaries(
  nativeDir: string,
  version: string,
  account: Account,
  log: (line: string) => void,
): Promise<string> {
  if (await canExecute(join(nativeDir, 'bin', 'postgres'), account)) return nativeDir;
  const copy = join(REACHABLE_BY_ALL, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  await makeUsable(REACHABLE_BY_ALL);
  await copyBinaries(nativeDir, copy);
  log(`PostgreSQL's programs are in ${copy}: user ${account.name} cannot reach ${nativeDir}`);
  return copy;
}

async function makeUsable(dir: string): Promise<void> {
  try {
    await mkdir(dir, { recursive: true });
    await access(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code;
    throw new Error(
      `cannot write to ${dir} (${reason}): make it writable for the user that starts Arbiter, or set DATA_DIR to another folder`,
      { cause },
    );
  }
}
