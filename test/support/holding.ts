// Races in one order on every run: a transaction of the test's own stands still in the middle.

import type pg from 'pg';
import { expect } from 'vitest';
import type { TestAccounts } from './accounts.ts';

/**
 * Begins a transaction with these statements, and commits once `meanwhile` waits for it, or when `until` says, which may
 * go on with the transaction.
 */
export async function holding<T>(
  accounts: Pick<TestAccounts, 'db'>,
  statements: [string, unknown[]][],
  meanwhile: () => Promise<T>,
  until: (tx: pg.PoolClient) => Promise<unknown> = () => untilWaiting(accounts, 1),
): Promise<T> {
  const client = await accounts.db.database.pool.connect();
  try {
    await client.query('BEGIN');
    for (const [sql, values] of statements) await client.query(sql, values);
    const result = meanwhile();
    await until(client);
    await client.query('COMMIT');
    return result;
  } finally {
    // Of what failed nothing is held any longer: whoever waits for it would do so until the test's time is up.
    await client.query('ROLLBACK');
    client.release();
  }
}

/** Resolves when so many wait for a lock. */
export async function untilWaiting({ db }: Pick<TestAccounts, 'db'>, waiters: number): Promise<void> {
  const { pool } = db.database;
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await pool.query(waiting)).rowCount, { timeout: 20_000 }).toBe(waiters);
}
