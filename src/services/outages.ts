// PostgreSQL is away for a moment, and what must be done waits for it.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from '../db/client.ts';

const retryDelayMs = 250;

/**
 * Does a piece of work on the pool, and again for as long as PostgreSQL is away: it rejects only what PostgreSQL says can't
 * be done, and what is no word of its absence. A try may follow one that did arrive.
 */
export async function throughOutages<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isOutage(error)) throw error;
      await sleep(retryDelayMs);
    }
  }
}

/**
 * The same with work whose errors don't tell: while PostgreSQL is away everything fails, which says nothing about the work.
 * So PostgreSQL is asked, once the work has failed.
 */
export async function whenAvailable<T>({ pool }: Database, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const away = await pool.query('SELECT').then(() => false, isOutage);
      if (!away) throw error;
      await sleep(retryDelayMs);
    }
  }
}

/** Of PostgreSQL: SQLSTATEs, or classes of them. */
const passing = [
  '08', // the connection
  '25006', // a standby that is yet to take over
  '40', // taken back what was done at the same time as something else
  '53', // no memory, disk or session left
  '57', // an operator: it stops, or starts
];

/** Of Node: nobody is there, or nobody any more. */
const network = [
  ...['ECONNABORTED', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
  ...['EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETRESET', 'ENETUNREACH', 'EADDRNOTAVAIL'],
  ...['EAI_AGAIN', 'ENOTFOUND'],
];

/** Of pg and its pool, which give these no code. */
const broken = [
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'There was an error establishing an SSL connection',
  'timeout exceeded when trying to connect',
  'timeout expired',
];

/** Whether an error of the pool says that PostgreSQL is away, not that it refuses, nor that something else is wrong. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof pg.DatabaseError) return passing.some((start) => code.startsWith(start));
  return network.includes(code) || broken.includes(message);
}
