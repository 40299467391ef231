// Opens the database: one pool, shared by Prisma and by the SQL that Prisma cannot say.
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { type Prisma, PrismaClient } from './generated/client.ts';

export type Database = { prisma: PrismaClient; pool: pg.Pool; close(): Promise<void> };

/** What Prisma does within a transaction. */
export type Transaction = Prisma.TransactionClient;

const CONNECT_TIMEOUT_MS = 5_000;
/** How long who asks waits for a session, where all are in use for a moment: players had better wait than be turned away. */
const SESSION_TIMEOUT_MS = 15_000;

/** For a transaction that goes through what belongs to many at once, or to one over years. */
export const patient = { maxWait: 30_000, timeout: 60_000 };
/** For one that counts whole histories anew, which nobody waits for. */
export const veryPatient = { maxWait: 30_000, timeout: 600_000 };

/** Connects lazily. `poolSize` is the most sessions that this process takes from the server. */
export function openDatabase(url: string, { poolSize = 10 }: { poolSize?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: SESSION_TIMEOUT_MS,
    keepAlive: true,
    application_name: 'arbiter',
    // Prisma's adapter takes every timestamp for one of UTC, whatever zone the server writes it in.
    options: '-c TimeZone=UTC',
  });
  // A session that breaks is replaced, and the query that it carried fails; without a listener the process would.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  // Prisma itself waits for two seconds before a transaction, and gives up one that takes five.
  const transactionOptions = { maxWait: SESSION_TIMEOUT_MS, timeout: SESSION_TIMEOUT_MS };
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { prisma, pool, close };
}

/** Resolves if the database answers; throws one message that says which one, why not and what to do. */
export async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (cause) {
    const where = `database "${client.database}" at ${client.host}:${client.port} as user "${client.user}"`;
    throw new Error(`cannot use ${where}: ${explain(cause as NodeJS.ErrnoException)}`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'nothing listens there; start PostgreSQL, or correct DATABASE_URL';
  if (code === 'ENOTFOUND') return 'there is no such host; correct DATABASE_URL';
  if (code === '28P01') return 'wrong password; correct DATABASE_URL';
  if (code === '28000') return `access refused (${message}); correct DATABASE_URL or the server's pg_hba.conf`;
  if (code === '3D000') return 'there is no such database; create it (CREATE DATABASE …), or correct DATABASE_URL';
  if (code === '53300') return 'the server has no session left; raise its max_connections, or lower our pool';
  if (message.includes('timeout'))
    return `no answer within ${CONNECT_TIMEOUT_MS / 1000} s; check host, port and firewall`;
  return `${message || code}; check DATABASE_URL`;
}
