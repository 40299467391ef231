// Prisma's own migration engine as WebAssembly, over `pg`: migrations stay in Prisma's format, and nothing is
// downloaded. Two things of @prisma/adapter-pg are put right here: it splits scripts at every ";" (also inside
// functions), and its shadow database is the main one when it is given a connection string.
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import type { SqlDriverAdapter, SqlQuery } from '@prisma/driver-adapter-utils';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

export type OpenEngine = { engine: glue.SchemaEngine; close(): Promise<void> };

/** Prisma's key of the lock under which migrations are applied. */
const MIGRATION_LOCK = 72707369;
const PG_CHAR = 18;
const PG_MONEY = 790;

/** An engine on that database; it holds the migration lock from its opening, for which it waits, to close(). */
export async function openEngine(url: string): Promise<OpenEngine> {
  await loadEngine();
  const pool = singleSessionPool(url);
  try {
    await pool.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    const factory = {
      provider: 'postgres' as const,
      adapterName: '@prisma/adapter-pg',
      connect: () => adapt(pool, async () => {}),
      connectToShadowDb: () => createShadow(url, pool),
    };
    const adapter = bindMigrationAwareSqlAdapterFactory(factory);
    const engine = await glue.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    return { engine, close: () => pool.end() };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** What the package leaves out of its types; ours have no DOM, where WebAssembly is declared. */
type Exports = { __wbindgen_start(): void };
const { __wbg_set_wasm: setExports } = glue as unknown as { __wbg_set_wasm(exports: Exports): void };
declare const WebAssembly: {
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: { exports: Exports } }>;
};

let loading: Promise<void> | undefined;

/** The package expects a bundler to link its .wasm file; this is that link. */
function loadEngine(): Promise<void> {
  loading ??= (async () => {
    const gluePath = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = await readFile(join(dirname(gluePath), 'schema_engine_bg.wasm'));
    const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': withIdleTimers() });
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: throwPanic } });
    setExports(instance.exports);
    instance.exports.__wbindgen_start();
  })();
  return loading;
}

/** The engine's limits in time, which it forgets to call off, would keep a process for seconds after its work. */
function withIdleTimers(): object {
  const imports = Object.entries(glue) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    imports.map(([name, call]) =>
      name.startsWith('__wbg_setTimeout')
        ? [name, (...args: unknown[]) => (call(...args) as NodeJS.Timeout).unref()]
        : [name, call],
    ),
  );
}

function throwPanic(message: string): never {
  throw new Error(`Prisma's schema engine broke down: ${message}`);
}

/** One session for the engine's whole life, since an advisory lock belongs to a session. */
function singleSessionPool(url: string): pg.Pool {
  const pool = new CatalogPool({ connectionString: url, max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 5_000 });
  pool.on('error', () => {}); // the query that meets the broken connection reports it
  return pool;
}

/** See `adapt`. */
class CatalogPool extends pg.Pool {
  override async query(...args: unknown[]): Promise<never> {
    const result = (await (super.query as (...args: unknown[]) => Promise<unknown>)(...args)) as pg.QueryResult;
    for (const field of result.fields ?? []) if (field.dataTypeID === PG_CHAR) field.dataTypeID = PG_MONEY;
    return result as never;
  }
}

/**
 * The engine reads PostgreSQL's catalog, whose "char" columns it wants as characters and the adapter refuses to read.
 * They pass the adapter as money, a type that no catalog has and that the adapter calls numeric, and get their name here.
 */
async function adapt(pool: pg.Pool, dispose: () => Promise<void>): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(pool).connect();
  const executeScript = async (script: string) => {
    await adapter.executeRaw({ sql: script, args: [], argTypes: [] }); // without arguments PostgreSQL takes a whole script
  };
  const queryAsAdapter = adapter.queryRaw.bind(adapter);
  const queryRaw = async (query: SqlQuery) => {
    const result = await queryAsAdapter(query);
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.Numeric ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return Object.assign(adapter, { executeScript, queryRaw, dispose });
}

async function createShadow(url: string, pool: pg.Pool): Promise<SqlDriverAdapter> {
  const database = `arbiter_shadow_${randomUUID()}`;
  await pool.query(`CREATE DATABASE "${database}"`);
  const shadowUrl = new URL(url);
  shadowUrl.pathname = database;
  const shadow = singleSessionPool(shadowUrl.href);
  return adapt(shadow, async () => {
    await shadow.end();
    await pool.query(`DROP DATABASE "${database}" WITH (FORCE)`);
  });
}
