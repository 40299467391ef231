// Rebuilds that nobody waits for come to their end, whatever happens to PostgreSQL and to the process that began them.

import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openLadders } from '../../src/services/ladders/index.ts';
import { openRebuilds, type Rebuilds } from '../../src/services/ladders/rebuilds.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';
import { jobsOn } from '../support/jobs.ts';
import { expectedRatings, storedRatings } from '../support/rating-oracle.ts';

const blitz = { game: 'chess', mode: 'blitz', season: 1 };

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
  const { matchId } = await finishBotGame(db.database, await createPlayers(db.database, 2), 'c'.repeat(32), {
    mode: 'blitz',
  });
  for (const step of ['verify', 'rate'] as const) await jobsOn(db.database)[step](db.database, step, matchId);
  // What only a rebuild puts right.
  await db.database.pool.query('UPDATE ratings SET rating = 1');
  await openLadders(db.database).beginRebuild(blitz, 'operator');
});
afterEach(() => db.drop());

/** As a process has them. */
function opened(onError?: (error: Error) => void): Rebuilds {
  const rebuilds = openRebuilds(db.database, onError);
  onTestFinished(rebuilds.stop, 0);
  return rebuilds;
}

async function expectRebuilt(): Promise<void> {
  await expect.poll(openLadders(db.database).rebuilding, { timeout: 10_000 }).toEqual([]);
  expect(await storedRatings(db.database)).toEqual(await expectedRatings(db.database));
}

test('[P2] [C5] a rebuild goes on after PostgreSQL has broken its session off', async () => {
  const { pool } = db.database;
  const errors: Error[] = [];
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM ladders FOR UPDATE');
  opened((error) => errors.push(error)).carryOn(blitz);
  const endWaiting = async (): Promise<number | null> =>
    (
      await pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      )
    ).rowCount;
  await expect.poll(endWaiting).toBe(1);
  await expect.poll(() => errors.length).toBe(1);
  await holder.query('ROLLBACK');
  holder.release();
  await expectRebuilt();
});

test('[P2] a rebuild whose process has gone is taken up by the next one that starts', async () => {
  await opened().resume();
  await expectRebuilt();
});
