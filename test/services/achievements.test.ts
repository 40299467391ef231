// Achievements as a fold: whatever arrives in whatever order and however often, they are what the scores say.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { achievementIds } from '../../src/achievements/index.ts';
import { FULL_POINTS } from '../../src/achievements/points.ts';
import { jobsOn } from '../support/jobs.ts';
import { openDatabase } from '../../src/db/client.ts';
import { openAchievements } from '../../src/services/achievements/index.ts';
import { backfill, openCatchUp } from '../../src/services/achievements/backfill.ts';
import { countScores } from '../../src/services/achievements/count.ts';
import { openRarity } from '../../src/services/achievements/rarity.ts';
import { voidMatch } from '../../src/services/void-match.ts';
import type { PlayerScore } from '../../src/services/achievements/scores.ts';
import { openResimulation } from '../../src/services/resimulation/index.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

interface Play {
  readonly minute: number;
  readonly points: number;
  readonly castled: boolean;
}
const plays = fc.array(
  fc.record({
    minute: fc.integer({ min: 0, max: 60 }),
    points: fc.constantFrom(0, 800, 1_200, 1_600, FULL_POINTS),
    castled: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

function scoreOf({ minute, points, castled }: Play, playerId: string): PlayerScore {
  const feats = { 'chess-house-in-order': castled ? 1 : 0 };
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute));
  return {
    ...{ playerId, game: 'chess', id: randomUUID(), mode: 'blitz', score: points, points },
    at,
    matchId: null,
    feats,
  };
}

/** What the rules say, told another way than by counters: which score of a list in order unlocks what. */
function oracle(scores: readonly PlayerScore[]): Record<string, Date> {
  const unlocked: Record<string, Date> = {};
  const first = (id: string, holds: (upTo: readonly PlayerScore[]) => boolean): void => {
    const at = scores.find((_, i) => holds(scores.slice(0, i + 1)))?.at;
    if (at) unlocked[id] = at;
  };
  const total = (of: readonly PlayerScore[]): number => of.reduce((sum, { points }) => sum + points, 0);
  for (const [id, games] of Object.entries({ 'first-steps': 1, 'novice-player': 5, dedicated: 25, veteran: 100 })) {
    first(id, (upTo) => upTo.length >= games);
  }
  for (const [id, points] of Object.entries({ 'rising-star': 1_000, 'skilled-gamer': 2_500, 'elite-player': 5_000 })) {
    first(id, (upTo) => total(upTo) >= points);
  }
  for (const [id, games, average] of [
    ['consistent', 10, 1_500],
    ['perfectionist', 20, 2_000],
  ] as const) {
    first(id, (upTo) => upTo.length >= games && total(upTo.slice(-games)) / games >= average);
  }
  first('chess-house-in-order', (upTo) => upTo.filter(({ feats }) => feats['chess-house-in-order'] === 1).length >= 10);
  return unlocked;
}

const inOrder = (scores: readonly PlayerScore[]): PlayerScore[] =>
  scores.toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1));

const count = (scores: readonly PlayerScore[]) => db.database.prisma.$transaction((tx) => countScores(tx, scores));

async function unlocksOf(playerId: string): Promise<Record<string, Date>> {
  const rows = await db.database.prisma.unlock.findMany({ where: { playerId } });
  return Object.fromEntries(rows.map(({ achievement, unlockedAt }) => [achievement, unlockedAt]));
}

describe('[P3] achievements', () => {
  test('are what the scores say, in whatever order and however often they come', async () => {
    const deliveries = plays.chain((list) =>
      fc.record({
        list: fc.constant(list),
        // Each three times, in any order, in batches of any size.
        order: fc.shuffledSubarray(
          Array.from({ length: 3 * list.length }, (_, i) => i % list.length),
          { minLength: 3 * list.length },
        ),
        batch: fc.integer({ min: 1, max: 12 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ list, order, batch }) => {
        const [playerId] = await createPlayers(db.database, 1);
        const scores = list.map((play) => scoreOf(play, playerId!));
        for (let i = 0; i < order.length; i += batch) {
          await count([...new Set(order.slice(i, i + batch))].map((index) => scores[index]!));
        }
        expect(await unlocksOf(playerId!)).toEqual(oracle(inOrder(scores)));
        const { points } = await db.database.prisma.achievementProgress.findUniqueOrThrow({
          where: { playerId: playerId! },
        });
        const worth = await db.database.prisma.unlock.aggregate({
          where: { playerId: playerId! },
          _sum: { points: true },
        });
        expect(points).toBe(worth._sum.points ?? 0);
      }),
      { numRuns: 40 },
    );
  });

  test('of several players are counted at once from many sides, each score once', async () => {
    const players = await createPlayers(db.database, 6);
    const [list] = fc.sample(fc.array(plays, { minLength: 6, maxLength: 6 }), { numRuns: 1, seed: 7 });
    const scores = players.flatMap((id, i) => list![i]!.map((play) => scoreOf(play, id)));
    const batches = Array.from({ length: 24 }, (_, i) => scores.filter((_, at) => at % 8 === i % 8));
    await Promise.all(batches.map(count));
    for (const id of players) {
      expect(await unlocksOf(id)).toEqual(oracle(inOrder(scores.filter(({ playerId }) => playerId === id))));
    }
  });

  test('that are new are counted over history as if they had always been there', async () => {
    const { prisma } = db.database;
    const players = await createPlayers(db.database, 2);
    for (let i = 0; i < 6; i++) {
      const { matchId } = await finishBotGame(db.database, players, String(i).repeat(32));
      for (const step of ['verify', 'achievements', 'notify'] as const)
        await jobsOn(db.database)[step](db.database, step, matchId);
    }
    const where = { playerId: { in: players } };
    const everything = async () => ({
      progress: await prisma.achievementProgress.findMany({ where, orderBy: { playerId: 'asc' } }),
      unlocks: await prisma.unlock.findMany({ where, orderBy: [{ playerId: 'asc' }, { achievement: 'asc' }] }),
      scores: await prisma.score.findMany({ where, orderBy: [{ playerId: 'asc' }, { at: 'asc' }, { id: 'asc' }] }),
    });
    const live = await everything();
    expect(live.scores).toHaveLength(12);
    expect(live.unlocks.map(({ achievement }) => achievement)).toContain('novice-player');

    // As a database is that is older than the step: nothing of this was ever written.
    await prisma.applied.deleteMany({ where: { consumer: 'achievements' } });
    await prisma.outbox.deleteMany();
    await prisma.score.deleteMany({ where });
    await prisma.unlock.deleteMany({ where });
    await prisma.achievementProgress.deleteMany({ where });
    const told: string[] = [];
    await backfill(db.database, 'novice-player', { tell: (what, done, of) => told.push(`${what} ${done}/${of}`) });
    expect(told).toContain('matches 6/6');
    expect(await everything()).toEqual(live);

    // As one is in which these have just been declared: one over all games, one that looks into matches.
    for (const id of ['first-steps', 'chess-swindler', 'chess-house-in-order'] as const) {
      await prisma.$executeRaw`UPDATE achievement_progress SET counters = counters - ${id}::text`;
      await prisma.$executeRaw`UPDATE scores SET feats = feats - ${id}::text WHERE match_id IS NOT NULL`;
      await prisma.unlock.deleteMany({ where: { achievement: id } });
      await backfill(db.database, id, { tell: () => undefined });
    }
    await backfill(db.database, 'chess-house-in-order', { again: true, tell: () => undefined });
    expect(await everything()).toEqual(live);
  });

  test('[H4] are checked one player at a time, whoever asks and how often: others have the connections', async () => {
    const players = await createPlayers(db.database, 2);
    const where = { playerId: { in: players } };
    await count(players.map((id) => scoreOf({ minute: 0, points: 0, castled: false }, id)));
    await db.database.prisma.$executeRaw`
      UPDATE achievement_progress SET counters = counters - 'first-steps' WHERE player_id = ANY(${players}::uuid[])`;
    await db.database.prisma.unlock.deleteMany({ where });
    const own = openDatabase(db.url);
    onTestFinished(own.close);
    const { pool } = own;
    const check = openCatchUp(own, openResimulation());
    const holder = await db.database.pool.connect();
    await holder.query('BEGIN; SELECT FROM achievement_progress FOR UPDATE');
    const asked = Array.from({ length: 24 }, (_, i) => check(players[i % 2]!));
    // Those who wait have let go of what they looked with.
    await expect.poll(() => [pool.totalCount - pool.idleCount, pool.waitingCount]).toEqual([1, 0]);
    await holder.query('COMMIT');
    holder.release();
    expect((await Promise.all(asked)).flat()).toEqual(['first-steps', 'first-steps']);
    expect(await db.database.prisma.unlock.count({ where })).toBe(2);
    expect(await check(players[0]!)).toEqual([]);
  });

  test('of a match that is void are taken back, and not given again', async () => {
    const { prisma } = db.database;
    const players = await createPlayers(db.database, 2);
    const matchIds: string[] = [];
    for (let i = 0; i < 5; i++) {
      const { matchId } = await finishBotGame(db.database, players, String(i).repeat(32));
      for (const step of ['verify', 'achievements'] as const)
        await jobsOn(db.database)[step](db.database, step, matchId);
      matchIds.push(matchId);
    }
    expect(await unlocksOf(players[0]!)).toHaveProperty('novice-player');
    for (const matchId of [matchIds[1]!, matchIds[1]!]) {
      await voidMatch(db.database, matchId, 'a test', 'operator');
    }
    const left = async (playerId: string) => {
      const rows = await prisma.score.findMany({ where: { playerId } });
      return inOrder(rows.map((row) => ({ ...row, feats: row.feats as Record<string, number> })));
    };
    for (const playerId of players) {
      expect((await left(playerId)).map(({ id }) => id)).not.toContain(matchIds[1]);
      expect(await unlocksOf(playerId)).toMatchObject(oracle(await left(playerId)));
      expect(await unlocksOf(playerId)).not.toHaveProperty('novice-player');
    }
    await prisma.applied.deleteMany({ where: { consumer: 'achievements' } });
    await prisma.outbox.deleteMany();
    await backfill(db.database, 'first-steps', { tell: () => undefined });
    expect(await left(players[0]!)).toHaveLength(4);
    for (const matchId of matchIds) {
      await voidMatch(db.database, matchId, 'a test', 'operator');
    }
    expect(await unlocksOf(players[0]!)).toEqual({});
    // Who has no points any more has no rank, as on the board.
    const achievements = openAchievements(db.database, openResimulation());
    expect(await achievements.ofPlayer(players[0]!)).toMatchObject({ points: 0, rank: null });
    await count([scoreOf({ minute: 1, points: 0, castled: false }, players[0]!)]);
    expect(Object.keys(await unlocksOf(players[0]!))).toEqual(['first-steps']);
  });

  test('are as rare as few have them, of those who have played their game', async () => {
    const own = await testDatabase();
    onTestFinished(() => own.drop());
    const [ann, bob, cid] = await createPlayers(own.database, 3);
    const countIn = (...scores: PlayerScore[]) => own.database.prisma.$transaction((tx) => countScores(tx, scores));
    const win = { minute: 0, points: FULL_POINTS, castled: true };
    await countIn(scoreOf(win, ann!), scoreOf({ ...win, points: 0 }, bob!), { ...scoreOf(win, cid!), game: 'arena' });
    for (let i = 0; i < 9; i++) await countIn(scoreOf(win, ann!));
    const rarity = await openRarity(own.database)();
    expect(['first-steps', 'rising-star', 'chess-house-in-order', 'arena-gladiator'].map(rarity)).toEqual([
      ...[1, 0.6667, 0.5, 0],
    ]);
    expect(rarity('battleship-eagle-eye')).toBeUndefined();

    // Another process has no need to count until that is due.
    await own.database.prisma.unlock.deleteMany({ where: { playerId: ann! } });
    expect((await openRarity(own.database)())('rising-star')).toBe(0.6667);
    await own.database.prisma.rarityCounts.updateMany({ data: { dueAt: new Date() } });
    for (let process = 0; process < 2; process++) {
      expect((await openRarity(own.database)())('rising-star')).toBe(0.3333);
    }
  });

  test('are declared with ids that no title can take', () => {
    expect(achievementIds).toHaveLength(24);
    for (const id of achievementIds) expect(id).toMatch(/^[a-z0-9-]+$/);
  });
});
