// A process is alive for as long as it holds its lock, and takes it again whatever happened on the way.

import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { alive, holdOwnership, ownershipLockClass } from '../../src/services/ownership.ts';
import { cuttablePath } from '../support/cuttable-path.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());

async function lives(owner: number): Promise<boolean> {
  const { rows } = await db.database.pool.query<{ lives: boolean }>(`SELECT ${alive('$1::int')} AS lives`, [owner]);
  return rows[0]!.lives;
}

async function sessions(owner: number): Promise<number | null> {
  const text = 'SELECT FROM pg_stat_activity WHERE application_name = $1';
  return (await db.database.pool.query(text, [`arbiter ${owner}`])).rowCount;
}

test('[C5] a process lives on whose connection breaks while it takes its lock, and takes it in the end', async () => {
  let cuts = 0;
  const path = await cuttablePath(db.url, (bytes, connection) => {
    const breaks = connection > 1 && cuts < 2 && bytes.includes('pg_advisory_lock');
    if (breaks) cuts += 1;
    return breaks;
  });
  const lost: Error[] = [];
  const { owner, release } = await holdOwnership(path.url, (error) => lost.push(error));
  onTestFinished(release);
  path.cut();
  await expect.poll(() => cuts).toBe(2);
  await expect.poll(() => path.connections()).toBe(4);
  await expect.poll(() => lives(owner)).toBe(true);
  expect(lost).toHaveLength(1);
});

test('[C2] [C5] a lock that is not to be had is tried for again, and leaves no session behind', async () => {
  const path = await cuttablePath(`${db.url}?options=-c%20lock_timeout%3D50ms`);
  const { owner, release } = await holdOwnership(path.url, () => undefined);
  onTestFinished(release);
  const other = new pg.Client({ connectionString: db.url });
  await other.connect();
  onTestFinished(() => other.end());
  // Next in line.
  const taken = other.query('SELECT pg_advisory_lock($1, $2)', [ownershipLockClass, owner]);
  await expect
    .poll(async () => {
      const text = 'SELECT FROM pg_locks WHERE classid = $1 AND objid = $2 AND NOT granted';
      return (await db.database.pool.query(text, [ownershipLockClass, owner])).rowCount;
    })
    .toBe(1);
  path.cut();
  await taken;
  await expect.poll(() => path.connections()).toBeGreaterThan(3);
  await other.query('SELECT pg_advisory_unlock($1, $2)', [ownershipLockClass, owner]);
  await expect.poll(() => lives(owner)).toBe(true);
  await expect.poll(() => sessions(owner)).toBe(1);
});
