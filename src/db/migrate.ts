// Brings a database to the schema: applies prisma/migrations, and tells what they lack against schema.prisma.
// `_prisma_migrations` is kept as Prisma's CLI keeps it, so either may be used on the same database.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import pg from 'pg';
import { openEngine } from './schema-engine.ts';

export const MIGRATIONS_DIR = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
const SCHEMA_FILE = fileURLToPath(new URL('../../prisma/schema.prisma', import.meta.url));
const EVERYTHING = { externalTables: [], externalEnums: [] };

/**
 * Applies what is missing and returns those migrations' names. Processes that start at once wait for each other.
 * Throws which migration failed and what to do; a failed migration leaves nothing behind unless it commits by itself.
 */
export async function applyMigrations(url: string, migrationsDir = MIGRATIONS_DIR): Promise<string[]> {
  const { engine, close } = await openEngine(url);
  try {
    const migrationsList = await readMigrations(migrationsDir);
    return (await engine.applyMigrations({ migrationsList, filters: EVERYTHING })).appliedMigrationNames;
  } catch (error) {
    throw await explain(error, url);
  } finally {
    await close();
  }
}

/** The SQL that leads from the migrations' outcome to schema.prisma, '' for none; uses a shadow database on that server. */
export async function diffMigrations(url: string, migrationsDir = MIGRATIONS_DIR): Promise<string> {
  const { engine, close } = await openEngine(url);
  try {
    const content = await readFile(SCHEMA_FILE, 'utf8');
    const { exitCode, stdout } = await engine.diff({
      from: { tag: 'migrations', ...(await readMigrations(migrationsDir)) },
      to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA_FILE, content }] },
      script: true,
      exitCode: true, // 2 = there is a difference
      filters: EVERYTHING,
    });
    return exitCode === 0 ? '' : (stdout ?? '');
  } catch (error) {
    throw new Error(messageOf(error), { cause: error });
  } finally {
    await close();
  }
}

async function readMigrations(baseDir: string) {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const migrationDirectories = names.sort().map(async (name) => {
    const value = await readFile(join(baseDir, name, 'migration.sql'), 'utf8');
    return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value } } };
  });
  const lockfile = {
    path: 'migration_lock.toml',
    content: await readFile(join(baseDir, 'migration_lock.toml'), 'utf8'),
  };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories: await Promise.all(migrationDirectories) };
}

async function explain(error: unknown, url: string): Promise<Error> {
  const failed = await findFailed(url).catch(() => undefined);
  if (failed) {
    const { migration_name: name, logs } = failed;
    return new Error(
      `migration ${name} failed: ${withoutTrace(logs ?? '')}\n` +
        `Correct prisma/migrations/${name}/migration.sql, then let it be tried again with:\n` +
        `UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${name}' AND finished_at IS NULL;`,
      { cause: error },
    );
  }
  const isForeign = (error as { code?: string }).code === 'P3005';
  const advice = isForeign
    ? '\nThe database has tables that are not ours: give Arbiter one of its own in DATABASE_URL.'
    : '';
  return new Error(messageOf(error) + advice, { cause: error });
}

async function findFailed(url: string): Promise<{ migration_name: string; logs: string | null } | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const { rows } = await client.query(
      'SELECT migration_name, logs FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL',
    );
    return rows[0];
  } finally {
    await client.end();
  }
}

function messageOf(error: unknown): string {
  return withoutTrace(error instanceof Error ? error.message : String(error));
}

/** Without the engine's Rust trace. */
function withoutTrace(text: string): string {
  return text
    .split(/\n +0: /)[0]!
    .replace(/^external connector error\n/, '')
    .trim();
}
