// SPEC O1: migrations come with the server: applied once, whoever starts at the same time, and never out of step with the schema.
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyMigrations, diffMigrations, MIGRATIONS_DIR } from '../../src/db/migrate.ts';
import { temporaryFolder } from '../support/arbiter-process.ts';
import { testDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let empty: TestDatabase;
beforeAll(async () => {
  empty = await testDatabase({ template: 'template0' });
});
afterAll(() => empty.drop());

/** The checked-in migrations and one more, which comes last. */
async function migrationsWith(sql: string): Promise<string> {
  const dir = await temporaryFolder();
  await cp(MIGRATIONS_DIR, dir, { recursive: true });
  await mkdir(join(dir, '99990101000000_extra'));
  await writeFile(join(dir, '99990101000000_extra', 'migration.sql'), sql);
  return dir;
}

test('the migrations lead to prisma/schema.prisma (else: npm run db:diff -- <name>)', async () => {
  expect(await diffMigrations(empty.url)).toBe('');
});

test('a difference is told as SQL, and the shadow database goes, also after an error', async () => {
  expect(await diffMigrations(empty.url, await migrationsWith('ALTER TABLE matches DROP COLUMN seed'))).toContain(
    'ADD COLUMN     "seed"',
  );
  await expect(diffMigrations(empty.url, await migrationsWith('CREATE TABEL x ()'))).rejects.toThrow('syntax error');
  const { rows } = await empty.database.pool.query(
    "SELECT datname FROM pg_database WHERE datname LIKE 'arbiter_shadow%'",
  );
  expect(rows).toEqual([]);
});

test('of processes that start at once one migrates, and a later start has nothing to do', async () => {
  const applied = await Promise.all([
    applyMigrations(empty.url),
    applyMigrations(empty.url),
    applyMigrations(empty.url),
  ]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  expect(applied.flat()[0]).toMatch(/^\d{14}_init$/);
  expect(await applyMigrations(empty.url)).toEqual([]);
  const { rows } = await empty.database.pool.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
  );
  expect(rows.map((row) => row.migration_name)).toEqual(applied.flat());
});

test('a failed migration is named, leaves nothing, and can be tried again as told', async () => {
  const { url, database, drop } = await testDatabase();
  const broken = await migrationsWith('CREATE TABLE half (id int); SELECT 1 / 0;');
  const message = /migration 99990101000000_extra failed: .*division by zero[^]*UPDATE _prisma_migrations/;
  await expect(applyMigrations(url, broken)).rejects.toThrow(message);
  const error: Error = await applyMigrations(url, broken).catch((again) => again);
  expect(error.message).toMatch(message);
  expect((await database.pool.query("SELECT to_regclass('half') AS half")).rows).toEqual([{ half: null }]);

  await database.pool.query(error.message.split('\n').at(-1)!);
  const body = "CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$; SELECT ';'";
  expect(await applyMigrations(url, await migrationsWith(body))).toEqual(['99990101000000_extra']);
  await drop();
});

test("a database with somebody else's tables is refused", async () => {
  const { url, database, drop } = await testDatabase({ template: 'template0' });
  await database.pool.query('CREATE TABLE theirs (id int)');
  await expect(applyMigrations(url)).rejects.toThrow(/not empty[^]*DATABASE_URL/);
  await drop();
});
