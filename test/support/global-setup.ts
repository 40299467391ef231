// For the whole vitest run: one embedded PostgreSQL with a migrated database to clone (see database.ts), and the pages.
import { join } from 'node:path';
import pg from 'pg';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { applyMigrations } from '../../src/db/migrate.ts';
import { startThrowAway } from '../../src/db/throw-away.ts';
import { TEMPLATE } from './database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await build({ configFile: join(import.meta.dirname, '../../vite.config.ts'), logLevel: 'warn' });
  const server = await startThrowAway();
  const client = new pg.Client(server.url);
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const templateUrl = new URL(server.url);
  templateUrl.pathname = TEMPLATE;
  await applyMigrations(templateUrl.href);
  project.provide('postgresUrl', server.url);
  return server.stop;
}
