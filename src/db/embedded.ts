// A real PostgreSQL without a service: made on the first start, kept between starts, gone when this process is.
// It is what lets `npm start` run on a bare machine; DATABASE_URL replaces it.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { createCluster, readPassword, SUPERUSER } from './embedded/cluster.ts';
import { spawnGuarded } from './embedded/guard.ts';
import type { GuardedServer } from './embedded/guard.ts';
import { clusterNameOf, findLivingOwner } from './embedded/owner.ts';
import { findCluster, findPlace, holdsCluster } from './embedded/place.ts';
import { findRunning } from './embedded/running.ts';
import type { Place } from './embedded/place.ts';

export type EmbeddedServer = { url: string; stop(): Promise<void> };

const DATABASE = 'arbiter';
const MAX_CONNECTIONS = 200;
/** How long the shutdown after another Arbiter's death may take before we give up. */
const PREDECESSOR_TIMEOUT_MS = 20_000;

/**
 * Starts PostgreSQL on 127.0.0.1 with its data under `<dataDir>/postgres`; throws what to do when it cannot. Not `durable`:
 * faster, and what is in it need not outlive a crash of the machine.
 */
export async function startEmbedded(options: {
  dataDir: string;
  log: (line: string) => void;
  durable?: boolean;
}): Promise<EmbeddedServer> {
  const dataDir = resolve(options.dataDir);
  const place = await findPlace(dataDir, options.log);
  if (!holdsCluster(place.dir)) await createCluster(place);
  const password = await readPassword(place);
  const { server, port } = await launch(place, dataDir, options);
  const urlOf = (database: string) => `postgresql://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await createDatabase(urlOf('postgres'));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { url: urlOf(DATABASE), stop: () => server.stop() };
}

/** Lets `work` ask the database of a folder, which runs already or is started for it; where there is none, nothing is done. */
export async function askEmbedded(dataDir: string, work: (url: string) => Promise<void>): Promise<void> {
  const running = await findEmbedded(dataDir);
  if (running !== undefined) return work(running);
  if (findCluster(resolve(dataDir)) === undefined) return;
  const own = await startEmbedded({ dataDir, log: () => undefined });
  await work(own.url).finally(own.stop);
}

/** The URL of the database that another process runs there, or undefined. */
export const findEmbedded = (dataDir: string): Promise<string | undefined> => findRunning(dataDir, DATABASE);

async function launch(
  place: Place,
  dataDir: string,
  { log, durable = true }: { log: (line: string) => void; durable?: boolean },
): Promise<{ server: GuardedServer; port: number }> {
  const deadlineMs = performance.now() + PREDECESSOR_TIMEOUT_MS;
  for (;;) {
    const port = await freePort();
    const server = spawnGuarded(postgresCommand(place, port, durable), log, place.account);
    const failure = await server.failure;
    if (failure === undefined) return { server, port };
    const isLocked = /lock file .* already exists|shared memory block .* still in use/.test(failure);
    const owner = isLocked ? await findLivingOwner(place.dir) : undefined;
    if (owner)
      throw new Error(`another Arbiter (pid ${owner}) is using ${dataDir}; stop it or set DATA_DIR to another folder`);
    const mayPass = isLocked || failure.includes('could not bind');
    if (!mayPass || performance.now() > deadlineMs)
      throw new Error(`PostgreSQL did not start in ${place.dir}:\n${failure}`);
    await sleep(100);
  }
}

function postgresCommand({ dir, nativeDir }: Place, port: number, durable: boolean): string[] {
  const atOnce = durable ? 'on' : 'off';
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: MAX_CONNECTIONS,
    cluster_name: clusterNameOf(process.pid),
    ...{ fsync: atOnce, synchronous_commit: atOnce, full_page_writes: atOnce },
    // A query's error belongs to whoever asked; the server's log keeps what concerns the server.
    log_min_messages: 'log',
    log_checkpoints: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return [join(nativeDir, 'bin', 'postgres'), '-D', join(dir, 'data'), ...flags];
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done, fail) => probe.once('error', fail).listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
