// The sweep itself: what one statement meets is no other's business. What each takes away is tested where it is made.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeScores } from '../../src/services/boards/place.ts';
import { inPrisma } from '../../src/services/boards/run.ts';
import { sweepOnce } from '../../src/services/sweep.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { holding } from '../support/holding.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await db.database.prisma.title.create({ data: { id: 'golf', title: 'Golf', fullScore: 10 } });
});
afterAll(() => db.drop());

test('what fails keeps nothing else from being swept away, and all of it is told', async () => {
  const { pool } = db.database;
  await pool.query(
    `INSERT INTO idempotent_requests (id, fingerprint, created_at) VALUES ('', '', now() - interval '1 year')`,
  );
  await pool.query('ALTER TABLE rate_limits RENAME TO limits_gone');
  await pool.query('ALTER TABLE made_matches RENAME TO matches_gone');
  await expect(sweepOnce(db.database)).rejects.toThrow(/"rate_limits".*; .*"made_matches"/);
  expect((await pool.query('SELECT FROM idempotent_requests')).rowCount).toBe(0);
  await pool.query('ALTER TABLE limits_gone RENAME TO rate_limits');
  await pool.query('ALTER TABLE matches_gone RENAME TO made_matches');
  await sweepOnce(db.database);
});

/** A better score each time: whoever makes it leaves the range of the one before. */
async function score(playerId: string, mode: string, points: number): Promise<void> {
  await db.database.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO scores (player_id, game, id, mode, score, points, at, feats)
      VALUES (${playerId}::uuid, 'golf', ${randomUUID()}::uuid, ${mode}, ${points}, 0, now(), '{}')`;
    await placeScores(inPrisma(tx), 'golf', [playerId]);
  });
}

/** By board: how many ranges there are, and how many players are in those that are told apart best. */
async function countsOf(board: string) {
  const { rows } = await db.database.pool.query<{ empty: number; players: number }>(
    `SELECT count(*) FILTER (WHERE players = 0)::int AS empty,
            coalesce(sum(players) FILTER (WHERE bits = 28), 0)::int AS players
     FROM board_counts WHERE board = $1`,
    [board],
  );
  return rows[0]!;
}

test('[P5] ranges of scores that nobody is in are swept away, but of a board that is just being changed', async () => {
  const [ann = '', bob = ''] = await createPlayers(db.database, 2);
  for (const mode of ['held', 'free']) {
    await score(bob, mode, 3);
    for (const points of [1, 100, 10_000]) await score(ann, mode, points);
  }
  const [held, free] = ['scores/golf/1/held', 'scores/golf/1/free'];
  const before = await countsOf(held);
  expect(before).toMatchObject({ empty: expect.toSatisfy((empty: number) => empty > 0), players: 2 });
  const holder: [string, unknown[]] = ['UPDATE boards SET version = version WHERE board = $1', [held]];
  await holding(
    { db },
    [holder],
    () => Promise.resolve(),
    () => sweepOnce(db.database),
  );
  expect([await countsOf(held), await countsOf(free)]).toEqual([before, { empty: 0, players: 2 }]);
  await sweepOnce(db.database);
  expect(await countsOf(held)).toEqual({ empty: 0, players: 2 });
  // Back in a range that was swept away.
  await score(bob, 'held', 100);
  expect((await countsOf(held)).players).toBe(2);
});

test('[P5] players are counted right while they move and others sweep', async () => {
  const players = await createPlayers(db.database, 4);
  let moving = true;
  const sweeping = (async () => {
    while (moving) await sweepOnce(db.database);
  })();
  await Promise.all(
    players.map(async (playerId, i) => {
      for (let round = 1; round <= 25; round++) await score(playerId, 'busy', round * 1_000 + i);
    }),
  );
  moving = false;
  await sweeping;
  await sweepOnce(db.database);
  expect(await countsOf('scores/golf/1/busy')).toEqual({ empty: 0, players: 4 });
});
