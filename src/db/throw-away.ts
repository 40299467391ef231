// An embedded server for one run of a tool or of the tests: its folder goes when it stops.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from './embedded.ts';
import type { EmbeddedServer } from './embedded.ts';

export async function startThrowAway(log: (line: string) => void = () => {}): Promise<EmbeddedServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'arbiter-'));
  await chmod(dataDir, 0o755); // started as root, PostgreSQL runs as somebody else, who must get in
  const remove = () => rm(dataDir, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataDir, log });
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
