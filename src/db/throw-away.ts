// An embedded server for one run of a tool or of the tests: its folder goes when it stops.
import { chmod, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { isAlive } from './embedded/owner.ts';
import { startEmbedded } from './embedded.ts';
import type { EmbeddedServer } from './embedded.ts';

/** Where Linux keeps files in memory: a database is made there in a tenth of the time. */
const memory = '/dev/shm';
/** A run of the tests takes a tenth of it, and PostgreSQL's log of writes may grow to half. */
const roomBytes = 2 * 2 ** 30;
const prefix = 'arbiter-throw-away-';

/** `durable`: on a disk, and writing as any other server does, for measuring it. */
export async function startThrowAway({ durable = false }: { durable?: boolean } = {}): Promise<EmbeddedServer> {
  const inMemory = !durable && (await freeBytes(memory)) > roomBytes;
  if (inMemory) await removeLeft();
  const dataDir = await mkdtemp(join(inMemory ? memory : tmpdir(), `${prefix}${pid}-`));
  await chmod(dataDir, 0o755); // started as root, PostgreSQL runs as somebody else, who must get in
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataDir, log: () => undefined, durable });
    const stop = async () => {
      await server.stop();
      await remove();
    };
    return { url: server.url, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function freeBytes(folder: string): Promise<number> {
  return statfs(folder).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
}

/** What those left in memory that were killed: it would stay there until the machine starts anew. */
async function removeLeft(): Promise<void> {
  for (const name of await readdir(memory)) {
    if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
    // Another user's stays; another's who starts may have been faster.
    await rm(join(memory, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
