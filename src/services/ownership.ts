// Which processes are alive, as PostgreSQL sees it: each holds an advisory lock under a number of its own for as long as
// it lives, and its matches carry that number. kill -9 frees the lock at once.

import { randomInt } from 'node:crypto';
import { keepConnection } from '../db/kept-connection.ts';

/** Class of those advisory locks ("ARBI"), so that they collide with nobody else's. */
export const ownershipLockClass = 0x41524249;

/** SQL: whether the process of this number lives. */
export const alive = (owner: string): string =>
  `EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ${owner} AND classid = ${ownershipLockClass}
     AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;

export interface Ownership {
  readonly owner: number;
  release(): Promise<void>;
}

/** Takes a number and holds its lock on a connection of its own; takes it again after PostgreSQL was away. */
export async function holdOwnership(databaseUrl: string, onError: (error: Error) => void): Promise<Ownership> {
  const owner = randomInt(1, 2 ** 31);
  const { stop } = await keepConnection(databaseUrl, {
    name: `arbiter ${owner}`,
    ready: (client) => client.query('SELECT pg_advisory_lock($1, $2)', [ownershipLockClass, owner]),
    onLost: onError,
  });
  return { owner, release: stop };
}
