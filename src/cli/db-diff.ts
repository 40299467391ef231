// npm run db:diff -- <name>: writes the migration that is missing between prisma/migrations and prisma/schema.prisma.
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { checkDatabase } from '../db/client.ts';
import { diffMigrations, MIGRATIONS_DIR } from '../db/migrate.ts';
import { startThrowAway } from '../db/throw-away.ts';

const NAME = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

async function main(name: string | undefined): Promise<void> {
  if (!name || !NAME.test(name)) throw new Error('usage: npm run db:diff -- <name>, in snake_case, e.g. add_friends');
  const sql = await diff();
  if (sql === '') return console.log('nothing to do: the migrations lead to prisma/schema.prisma');
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const dir = join(MIGRATIONS_DIR, `${stamp}_${name}`);
  await mkdir(dir);
  await writeFile(join(dir, 'migration.sql'), sql);
  console.log(relative(process.cwd(), join(dir, 'migration.sql')));
}

async function diff(): Promise<string> {
  const url = process.env.DATABASE_URL;
  if (url) {
    await checkDatabase(url);
    return diffMigrations(url);
  }
  const server = await startThrowAway();
  try {
    return await diffMigrations(server.url);
  } finally {
    await server.stop();
  }
}

try {
  await main(process.argv[2]);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
