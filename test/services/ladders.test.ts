// Results count in the order in which matches were finished, whatever workers do; and a rebuild gives the same numbers.

import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobsOn } from '../support/jobs.ts';
import type { PipelineStep } from '../../src/queues/pipeline.ts';
import { bury, openDeadLetters } from '../../src/services/results/dead-letters.ts';
import { signerOf } from '../../src/services/ed25519.ts';
import { openLadders } from '../../src/services/ladders/index.ts';
import { rebuildFurther } from '../../src/services/ladders/rebuild.ts';
import { openBoards } from '../../src/services/boards/index.ts';
import { openGames } from '../../src/services/games.ts';
import { openLeaderboards } from '../../src/services/leaderboards.ts';
import { voidMatch } from '../../src/services/void-match.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame, type FinishedMatch } from '../support/finished-matches.ts';
import { expectedRatings, storedRatings } from '../support/rating-oracle.ts';

let db: TestDatabase;
let players: string[];
beforeEach(async () => {
  db = await testDatabase();
  players = await createPlayers(db.database, 4);
});
afterEach(() => db.drop());

const blitz = { game: 'chess', mode: 'blitz', season: 1 };
const deliver = (step: PipelineStep, matchId: string) => jobsOn(db.database)[step](db.database, step, matchId);

async function finish(n: number, mode: 'blitz' | 'bullet' | 'untimed' = 'blitz'): Promise<FinishedMatch> {
  const couple = [players[n % 4]!, players[(n + 1 + (n % 3)) % 4]!];
  return finishBotGame(db.database, couple, n.toString(16).padStart(32, 'c'), { mode });
}

async function finishMany(from: number, to: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = from; n < to; n++) ids.push((await finish(n)).matchId);
  return ids;
}

async function runAll(matchIds: readonly string[]): Promise<void> {
  for (const matchId of matchIds) {
    await deliver('verify', matchId);
    await deliver('rate', matchId);
  }
}

const places = async (): Promise<string[]> => {
  const { rows } = await db.database.pool.query<{ place: string }>('SELECT place FROM matches ORDER BY started_at');
  return rows.map(({ place }) => place);
};

async function expectOracle(): Promise<void> {
  expect(await storedRatings(db.database)).toEqual(await expectedRatings(db.database));
}

async function rebuild(ladder = blitz): Promise<number> {
  const ladders = openLadders(db.database);
  await ladders.beginRebuild(ladder, 'operator');
  let total = 0;
  for (;;) {
    const counted = await rebuildFurther(db.database, ladder, 3);
    if (counted === undefined) return total;
    total += counted;
  }
}

test('[P1] [P2] however jobs are interleaved and doubled, the ratings are the fold in the order of finishing', async () => {
  const { pool } = db.database;
  const modes = ['blitz', 'blitz', 'bullet', 'blitz', 'untimed', 'blitz', 'bullet', 'blitz'] as const;
  const matches: string[] = [];
  for (const [n, mode] of modes.entries()) matches.push((await finish(n, mode)).matchId);
  // One that is found false, one that was voided before anyone looked.
  await pool.query(`UPDATE match_chunks SET bytes = set_byte(bytes, 5, 99) WHERE "index" = 1 AND match_id = $1`, [
    matches[3],
  ]);
  await pool.query(`UPDATE matches SET voided_at = now(), void_reason = 'test' WHERE id = $1`, [matches[5]]);
  const finished = await places();
  const step = fc.constantFrom<PipelineStep>('verify', 'rate');
  const delivery = fc.record({ step, match: fc.nat(modes.length - 1), atOnce: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { maxLength: 40 }), async (deliveries) => {
      await pool.query(`
        TRUNCATE applied, ratings, rating_changes, ladders, outbox CASCADE;
        UPDATE matches SET verified = NULL;
        INSERT INTO outbox (match_id) SELECT id FROM matches`);
      let together: Promise<unknown>[] = [];
      for (const { step, match, atOnce } of deliveries) {
        together.push(deliver(step, matches[match]!));
        if (!atOnce) await Promise.all(together.splice(0));
      }
      await Promise.all(together);
      // What a relay does in the end: whatever is owed still.
      await runAll(matches.toReversed());
      await runAll(matches);
      // Nobody came late, so that the order is that of finishing.
      expect(await places()).toEqual(finished);
      await expectOracle();
      expect(await db.database.prisma.ratingChange.count()).toBe(2 * 5);
    }),
    { numRuns: 25 },
  );
});

test('[P2] a result waits for those that were finished before it, and whoever brings it passes it on', async () => {
  const [first = '', second = '', third = ''] = await finishMany(0, 3);
  await deliver('verify', third);
  await deliver('verify', second);
  expect(await deliver('rate', third)).toEqual([]);
  expect(await deliver('rate', second)).toEqual([]);
  expect(await db.database.prisma.ratingChange.count()).toBe(0);
  await deliver('verify', first);
  expect(await deliver('rate', first)).toEqual([first, second, third]);
  expect(await deliver('rate', second)).toEqual([second]);
  await expectOracle();
  expect(await db.database.prisma.ratingChange.count()).toBe(6);
});

test('[P2] a result whose storing took long counts at the end, not in the past', async () => {
  const { pool } = db.database;
  const [first = ''] = await finishMany(0, 1);
  await runAll([first]);
  const signer = signerOf(Buffer.alloc(32, 5).toString('base64url'));
  // Someone who writes the same signing key and does not commit holds up a finish that has taken its place.
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query('INSERT INTO log_keys (id, public_key) VALUES ($1, $2)', [signer.keyId, signer.publicKey]);
  const slow = finishBotGame(db.database, players.slice(0, 2), '1'.repeat(32), { signer });
  const lastPlace = async () =>
    (await pool.query<{ last: string }>('SELECT last_value AS last FROM match_places')).rows;
  await expect.poll(lastPlace).toEqual([{ last: '2' }]);
  const { matchId: quick } = await finish(1);
  await runAll([quick]);
  expect(await db.database.prisma.ratingChange.count({ where: { matchId: quick } })).toBe(2);
  await holder.query('ROLLBACK');
  holder.release();
  const { matchId: late } = await slow;
  const order = async () => {
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM matches ORDER BY place');
    return rows.map(({ id }) => id);
  };
  expect(await order()).toEqual([first, late, quick]);
  await runAll([late]);
  expect(await order()).toEqual([first, quick, late]);
  await expectOracle();
  expect(await db.database.prisma.ratingChange.count()).toBe(6);
});

test('[P1] [P2] what can not be judged is given up, holds up nobody, and counts at the end once it can be', async () => {
  const [dead = '', next = ''] = await finishMany(0, 2);
  await bury(db.database, { step: 'verify', matchId: dead, error: new Error('out of memory'), attempts: 8 });
  await runAll([next]);
  expect(await db.database.prisma.ratingChange.count({ where: { matchId: next } })).toBe(2);
  expect(await openDeadLetters(db.database).retry('all', 'operator')).toBe(1);
  await runAll([dead]);
  const { rows } = await db.database.pool.query<{ id: string }>('SELECT id FROM matches ORDER BY place');
  expect(rows.map(({ id }) => id)).toEqual([next, dead]);
  await expectOracle();
});

test('[P1] [P2] what can not be rated fails alone', async () => {
  const [before = ''] = await finishMany(0, 1);
  const { matchId: impossible } = await finishBotGame(db.database, [players[0]!, players[0]!], 'a'.repeat(32));
  const [after = ''] = await finishMany(1, 2);
  for (const matchId of [before, impossible, after]) await deliver('verify', matchId);
  expect(await deliver('rate', after)).toEqual([]);
  expect(await deliver('rate', before)).toEqual([before]);
  await expect(deliver('rate', impossible)).rejects.toThrow('a player has several seats');
  await bury(db.database, { step: 'rate', matchId: impossible, error: new Error('in vain'), attempts: 8 });
  expect(await deliver('rate', after)).toEqual([after]);
  await expectOracle();
  expect(await db.database.prisma.ratingChange.count()).toBe(4);
});

test('[P2] a rebuild gives the same numbers, killed on the way and while results arrive', async () => {
  const ids = await finishMany(0, 12);
  await runAll(ids);
  const live = await storedRatings(db.database);
  expect(await rebuild()).toBe(12);
  expect(await storedRatings(db.database)).toEqual(live);

  const ladders = openLadders(db.database);
  await ladders.beginRebuild(blitz, 'operator');
  expect(await rebuildFurther(db.database, blitz, 5)).toBe(5);
  // Its process dies here. Until another goes on, everyone sees the ratings of before.
  expect(await storedRatings(db.database)).toEqual(live);
  const more = await finishMany(12, 20);
  const [counted] = await Promise.all([rebuild(), runAll(more)]);
  expect(counted).toBeGreaterThanOrEqual(7);
  expect(counted).toBeLessThanOrEqual(15);
  await expectOracle();
  expect(await db.database.prisma.ratingChange.count()).toBe(40);
  expect(await db.database.prisma.ratingDraft.count()).toBe(0);
  expect(await db.database.prisma.ratingCorrection.count()).toBe(0);
});

test('[P2] a rebuild puts right what steps are wrong, missing or of no result, and writes no others', async () => {
  const { pool } = db.database;
  const ids = await finishMany(0, 9);
  await runAll(ids);
  const writtenBy = async () =>
    (await pool.query<{ xmin: string }>('SELECT xmin FROM rating_changes WHERE match_id = $1', [ids[0]])).rows;
  const before = await writtenBy();
  await pool.query('UPDATE rating_changes SET after = after + 1 WHERE match_id = $1', [ids[2]]);
  await pool.query('DELETE FROM rating_changes WHERE match_id = $1', [ids[4]]);
  await pool.query('UPDATE matches SET voided_at = now() WHERE id = ANY($1::uuid[])', [[ids[6], ids[8]]]);
  await openLadders(db.database).beginRebuild(blitz, 'operator');
  expect(await rebuild()).toBe(7);
  await expectOracle();
  expect(await writtenBy()).toEqual(before);
});

test('[P2] a void match counts no more, as if it had never been, and says why', async () => {
  const { prisma } = db.database;
  const ids = await finishMany(0, 9);
  const [early = '', cheat = '', pending = ''] = ids;
  await runAll(ids.filter((id) => id !== pending));
  const ladders = openLadders(db.database);
  // The third match is not decided yet: only two have been counted.
  expect(await prisma.ratingChange.count()).toBe(4);
  expect(await voidMatch(db.database, cheat, 'engine use', 'operator')).toMatchObject({
    reason: 'engine use',
    ladder: blitz,
  });
  expect(await voidMatch(db.database, pending, 'engine use', 'operator')).toMatchObject({ ladder: blitz });
  const first = await prisma.match.findUniqueOrThrow({ where: { id: cheat } });
  await ladders.beginRebuild(blitz, 'operator');
  await rebuild();
  await runAll([pending]);
  await expectOracle();
  const changes = await prisma.ratingChange.findMany({ distinct: ['matchId'] });
  expect(changes.map(({ matchId }) => matchId).toSorted()).toEqual(
    ids.filter((id) => id !== cheat && id !== pending).toSorted(),
  );
  expect(changes.some(({ matchId }) => matchId === early)).toBe(true);
  expect(await voidMatch(db.database, cheat, 'another reason', 'operator')).toMatchObject({
    reason: 'engine use',
    ladder: undefined,
  });
  const second = await prisma.match.findUniqueOrThrow({ where: { id: cheat } });
  expect([second.voidedAt, second.voidReason]).toEqual([first.voidedAt, 'engine use']);
});

test('[P2] a result belongs to the season in which it was finished', async () => {
  const { prisma } = db.database;
  await runAll(await finishMany(0, 2));
  expect(await prisma.season.findMany()).toMatchObject([{ game: 'chess', number: 1, endsAt: null }]);
  const ahead = await finish(2);
  await prisma.season.create({ data: { game: 'chess', number: 2, startsAt: new Date() } });
  await runAll([...(await finishMany(3, 5)), ahead.matchId]);
  await expectOracle();
  expect(await prisma.ratingChange.count({ where: { season: 1 } })).toBe(6);
  expect(await prisma.ratingChange.count({ where: { season: 2 } })).toBe(4);
  const leaders = await openLeaderboards(db.database, openBoards(db.database), openGames(db.database)).list(
    'chess',
    {},
    { limit: 10 },
  );
  const season2 = await prisma.rating.findMany({ where: { season: 2 } });
  expect(leaders).toMatchObject({ game: 'chess', mode: 'blitz', season: 2, players: season2.length });
  const items = (leaders as unknown as { items: { player: { id: string }; provisional: boolean }[] }).items;
  expect(items.map(({ player }) => player.id).toSorted()).toEqual(season2.map(({ playerId }) => playerId).toSorted());
  expect(items.every(({ provisional }) => provisional)).toBe(true);
});
