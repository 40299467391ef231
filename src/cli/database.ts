// The database for commands: the environment's, the embedded one of a server that runs, or one started for the command.

import { loadConfig } from '../config.ts';
import { checkDatabase, type Database, openDatabase } from '../db/client.ts';
import { findEmbedded, startEmbedded } from '../db/embedded.ts';
import { applyMigrations } from '../db/migrate.ts';

export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = loadConfig();
  const running = databaseUrl ?? (await findEmbedded(dataDir));
  const own = running === undefined ? await startEmbedded({ dataDir, log: () => undefined }) : undefined;
  const url = running ?? own!.url;
  try {
    await checkDatabase(url);
    await applyMigrations(url);
    const db = openDatabase(url, { poolSize: 4 });
    try {
      return await work(db);
    } finally {
      await db.close();
    }
  } finally {
    await own?.stop();
  }
}
