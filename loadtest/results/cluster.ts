// A PostgreSQL of one's own for a run: it can be stopped and started again, and is gone with the run.

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createCluster, readPassword, SUPERUSER } from '../../src/db/embedded/cluster.ts';
import { spawnGuarded } from '../../src/db/embedded/guard.ts';
import { findPlace } from '../../src/db/embedded/place.ts';
import { applyMigrations } from '../../src/db/migrate.ts';

export interface Cluster {
  readonly url: string;
  /** Cuts all sessions. */
  halt(): Promise<void>;
  /** As it was, under the same URL. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-results-'));
  // PostgreSQL runs as another account when we are root, and must be able to enter.
  await chmod(dataDir, 0o755);
  const place = await findPlace(dataDir, () => undefined);
  await createCluster(place);
  const port = await freePort();
  const settings = { listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 100 };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [join(place.nativeDir, 'bin', 'postgres'), '-D', join(place.dir, 'data'), ...flags];
  const begin = async () => {
    const started = spawnGuarded(command, () => undefined, place.account);
    const failure = await started.failure;
    if (failure !== undefined) throw new Error(`PostgreSQL did not start:\n${failure}`);
    return started;
  };
  let server = await begin();
  const host = `postgresql://${SUPERUSER}:${await readPassword(place)}@127.0.0.1:${port}`;
  const admin = new pg.Client(`${host}/postgres`);
  await admin.connect();
  await admin.query('CREATE DATABASE results');
  await admin.end();
  const url = `${host}/results`;
  await applyMigrations(url);
  return {
    url,
    halt: () => server.stop(),
    async resume() {
      server = await begin();
    },
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
