// A fresh, migrated database for whoever asks, cloned in some tens of milliseconds from the run's template.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import type { Database } from '../../src/db/client.ts';

export type TestDatabase = { url: string; database: Database; drop(): Promise<void> };

export const TEMPLATE = 'arbiter_template';

/** `template: 'template0'` gives one without tables. Call `drop()` when done; it closes `database`, too. */
export async function testDatabase({ template = TEMPLATE } = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const adminUrl = inject('postgresUrl');
  await execute(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(adminUrl);
  url.pathname = name;
  const database = openDatabase(url.href);
  const drop = async () => {
    await database.close();
    await execute(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { url: url.href, database, drop };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
