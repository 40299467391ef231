// The funnel's counters of queues: everyone who comes is counted, from however many processes.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFunnel } from '../../src/services/funnel.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

const day = '2026-01-31';
const of = (game: string, mode: string) => ({ day, game, mode });

test('[P7] people who queue are counted by day and mode, in any number of processes at once', async () => {
  const errors: Error[] = [];
  const processes = Array.from({ length: 4 }, () => openFunnel(db.database, (error) => void errors.push(error)));
  for (let n = 0; n < 100; n++) {
    for (const { count } of processes) {
      count('queued', of('chess', 'blitz'));
      if (n % 2 === 0) count('matched', of('chess', 'blitz'), 2);
      count('queued', of('arena', n % 4 === 0 ? 'duel' : 'classic'), 3);
    }
    if (n % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const stored = () => db.database.prisma.queueDay.findMany({ orderBy: [{ game: 'asc' }, { mode: 'asc' }] });
  await expect.poll(stored, { timeout: 30_000 }).toEqual([
    { day: new Date(day), game: 'arena', mode: 'classic', queued: 900, matched: 0 },
    { day: new Date(day), game: 'arena', mode: 'duel', queued: 300, matched: 0 },
    { day: new Date(day), game: 'chess', mode: 'blitz', queued: 400, matched: 400 },
  ]);
  expect(errors).toEqual([]);
});

test('[P7] what PostgreSQL does not take holds nobody up, and counting goes on', async () => {
  const errors: Error[] = [];
  const { pool } = db.database;
  const funnel = openFunnel(db.database, (error) => void errors.push(error));
  await pool.query('ALTER TABLE queue_days RENAME TO gone');
  funnel.count('queued', of('chess', 'rapid'));
  await expect.poll(() => errors, { timeout: 30_000 }).toHaveLength(1);
  await pool.query('ALTER TABLE gone RENAME TO queue_days');
  funnel.count('queued', of('chess', 'rapid'), 5);
  await expect
    .poll(() => db.database.prisma.queueDay.findMany({ where: { mode: 'rapid' } }), { timeout: 30_000 })
    .toMatchObject([{ queued: 5, matched: 0 }]);
});
