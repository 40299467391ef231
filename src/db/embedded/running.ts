// Finds the embedded PostgreSQL that another process of ours runs, for commands beside a server.
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readPassword, SUPERUSER } from './cluster.ts';
import { findLivingOwner } from './owner.ts';
import { findPlace, holdsCluster } from './place.ts';

/** The URL of the database under `dataDir`, or undefined when nobody runs it. */
export async function findRunning(dataDir: string, database: string): Promise<string | undefined> {
  const place = await findPlace(resolve(dataDir), () => undefined);
  if (!holdsCluster(place.dir) || (await findLivingOwner(place.dir)) === undefined) return undefined;
  // PostgreSQL writes its port in the fourth line while it runs.
  const lines = await readFile(join(place.dir, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const port = lines.split('\n')[3];
  return port && `postgresql://${SUPERUSER}:${await readPassword(place)}@127.0.0.1:${port}/${database}`;
}
