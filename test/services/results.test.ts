// Exactly once, on both queues: workers are killed in the middle of their work, every job is delivered three times.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableOn } from '../support/jobs.ts';
import { steps } from '../../src/queues/pipeline.ts';
import { type FailedTry, openResultsQueue } from '../../src/queues/results.ts';
import { openDeadLetters } from '../../src/services/results/dead-letters.ts';
import { startRelay } from '../../src/services/results/relay.ts';
import { openResimulation } from '../../src/services/resimulation/index.ts';
import { openResults, together } from '../../src/services/results/index.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame, type FinishedMatch } from '../support/finished-matches.ts';
import { expectedRatings, storedRatings } from '../support/rating-oracle.ts';
import { expectedStatistics, storedStatistics } from '../support/statistics-oracle.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.ts';

const matchCount = 24;
const playerCount = 8;
const kills = 4;

function startWorker(databaseUrl: string, redisUrl: string | undefined): ChildProcess {
  const program = join(import.meta.dirname, '../support/worker-process.ts');
  const redis = redisUrl === undefined ? [] : [redisUrl];
  return spawn(process.execPath, [program, databaseUrl, ...redis], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Puts every step of every match into the queue three more times, each as a job of its own. */
async function deliverThreeTimes(
  matches: readonly FinishedMatch[],
  databaseUrl: string,
  redisUrl: string | undefined,
): Promise<void> {
  const redis = withBackend(createRedisBackend);
  const postgres = withBackend(createPostgresBackend);
  const queue = redisUrl
    ? new redis.Queue('results', { connection: { url: redisUrl } })
    : new postgres.Queue('results', { connection: { connectionString: databaseUrl, migrate: true } });
  const jobs = matches.flatMap(({ matchId }) =>
    [1, 2, 3].flatMap((delivery) =>
      steps.map((name) => ({
        name,
        data: { matchIds: [matchId] },
        opts: { jobId: `${delivery}-${name}-${matchId}`, attempts: 100, backoff: 200 },
      })),
    ),
  );
  await queue.addBulk(jobs);
  await queue.close();
}

describe.each([
  { backend: 'PostgreSQL', available: true },
  { backend: 'Redis', available: hasRedis },
])('the results pipeline on $backend', ({ backend, available }) => {
  let db: TestDatabase;
  let redis: TestRedis | undefined;
  beforeAll(async () => {
    db = await testDatabase();
    if (available && backend === 'Redis') redis = await startRedis();
  });
  afterAll(async () => {
    await db.drop();
    await redis?.stop();
  });

  test.skipIf(!available)(
    '[P1] [P6] [L5] every result counts once, though workers die and jobs come three times',
    async () => {
      const { prisma } = db.database;
      const players = await createPlayers(db.database, playerCount);
      const matches: FinishedMatch[] = [];
      for (let i = 0; i < matchCount; i++) {
        const couple = [players[i % playerCount]!, players[(i + 1 + (i % 3)) % playerCount]!];
        matches.push(await finishBotGame(db.database, couple, i.toString(16).padStart(32, 'a')));
      }
      await deliverThreeTimes(matches, db.url, redis?.url);
      for (let kill = 0; kill < kills; kill++) {
        const worker = startWorker(db.url, redis?.url);
        const before = await prisma.applied.count();
        // Killed once it is in the middle of something.
        await expect.poll(() => prisma.applied.count(), { timeout: 30_000, interval: 5 }).toBeGreaterThan(before);
        worker.kill('SIGKILL');
        await once(worker, 'close');
      }
      expect(await prisma.applied.count()).toBeLessThan(steps.length * matchCount);
      const survivor = startWorker(db.url, redis?.url);
      await expect.poll(() => prisma.outbox.count(), { timeout: 200_000 }).toBe(0);
      survivor.kill('SIGKILL');
      await once(survivor, 'close');

      expect(await prisma.match.count({ where: { verified: true } })).toBe(matchCount);
      expect(await prisma.applied.count()).toBe(steps.length * matchCount);
      expect(await prisma.ratingChange.count()).toBe(2 * matchCount);
      expect([await prisma.replay.count(), await prisma.matchChunk.count()]).toEqual([matchCount, 0]);
      for (const rating of await prisma.rating.findMany()) {
        const own = matches.filter(({ playerIds }) => playerIds.includes(rating.playerId));
        const ranks = own.map(({ playerIds, outcome }) => {
          const seat = playerIds.indexOf(rating.playerId);
          return Math.sign((outcome.ranks[seat] ?? 0) - (outcome.ranks[1 - seat] ?? 0));
        });
        const count = (sign: number): number => ranks.filter((rank) => rank === sign).length;
        const { games, wins, draws, losses } = rating;
        expect({ games, wins, draws, losses }).toEqual({
          games: own.length,
          wins: count(-1),
          draws: count(0),
          losses: count(1),
        });
      }
      expect(await storedRatings(db.database)).toEqual(await expectedRatings(db.database));
      expect(await storedStatistics(db.database)).toEqual(await expectedStatistics(db.database));
    },
    300_000,
  );

  /** A worker and a relay in this process, which give up soon. */
  function startOwn(table: Parameters<ReturnType<typeof openResults>['work']>[0]) {
    const errors: Error[] = [];
    const failures: { error: Error; job: FailedTry | undefined }[] = [];
    const onError = (error: Error) => void errors.push(error);
    const onFailed = (error: Error, job?: FailedTry) => void failures.push({ error, job });
    const patience = { attempts: 3, retryDelayMs: 10 };
    const queue = openResultsQueue({ databaseUrl: db.url, redisUrl: redis?.url, onError, onFailed, ...patience });
    const resimulation = openResimulation();
    openResults(db.database, queue, resimulation).work(table);
    const relay = startRelay(db.database, queue, onError);
    const stop = async () => {
      await relay.stop();
      await queue.close();
      await resimulation.close();
    };
    return { errors, failures, relay, stop };
  }

  test.skipIf(!available)(
    '[P1] a step that always fails becomes a dead letter, and counts once it is retried',
    async () => {
      const { prisma } = db.database;
      const deadLetters = openDeadLetters(db.database);
      const players = await createPlayers(db.database, 2);
      const { matchId } = await finishBotGame(db.database, players, 'd'.repeat(32));
      let tried = 0;
      const failing = together(() => {
        tried += 1;
        throw new Error('the ratings are on fire');
      });
      const broken = startOwn({ ...tableOn(db.database), rate: failing });
      await expect.poll(() => deadLetters.list(10), { timeout: 30_000 }).toHaveLength(1);
      const [letter] = await deadLetters.list(10);
      expect(letter).toMatchObject({ step: 'rate', matchId, attempts: 3 });
      expect(letter!.error).toContain('the ratings are on fire');
      // What is dead stays dead, though it is owed: the relay looks at it again and leaves it alone.
      await db.database.pool.query('UPDATE outbox SET published_at = NULL');
      await expect.poll(() => prisma.outbox.count({ where: { publishedAt: null } })).toBe(0);
      const triedInVain = tried;
      await broken.stop();
      expect(tried).toBe(triedInVain);
      const tries = [1, 2, 3].map((attempt) => ({
        error: { message: 'the ratings are on fire' },
        job: { step: 'rate', data: { matchIds: [matchId] }, attempt, again: attempt < 3 },
      }));
      expect(broken.failures.slice(0, 3)).toMatchObject(tries);
      expect(broken.errors.map(({ message }) => message)).not.toContain('the ratings are on fire');
      expect(await prisma.match.findUnique({ where: { id: matchId } })).toMatchObject({ verified: true });
      expect(await prisma.outbox.count()).toBe(1);

      const repaired = startOwn(tableOn(db.database));
      expect(await deadLetters.retry([letter!.id], 'operator')).toBe(1);
      await expect.poll(() => prisma.outbox.count(), { timeout: 30_000 }).toBe(0);
      await repaired.stop();
      expect([...repaired.errors, ...repaired.failures]).toEqual([]);
      expect(await deadLetters.list(10)).toEqual([]);
      expect(await prisma.ratingChange.count({ where: { matchId } })).toBe(2);
    },
  );

  test.skipIf(!available)('[P1] a match that fails does not hold up those of the same job', async () => {
    const { prisma } = db.database;
    const players = await createPlayers(db.database, 2);
    const matchIds: string[] = [];
    for (const seed of ['1', '2', '3', '4']) {
      matchIds.push((await finishBotGame(db.database, players, seed.repeat(32))).matchId);
    }
    const poison = matchIds[1]!;
    const batches: (readonly string[])[] = [];
    const failing = together(async (tx, ids) => {
      batches.push(ids);
      await tx.match.updateMany({ where: { id: { in: [...ids] } }, data: { voidReason: 'counted' } });
      if (ids.includes(poison)) throw new Error('no');
    });
    const own = startOwn({ ...tableOn(db.database), achievements: failing });
    // On a slow machine the relay would ask again for what is being done, and so be counted, too.
    await expect.poll(() => prisma.outbox.count({ where: { publishedAt: null } }), { timeout: 30_000 }).toBe(0);
    await own.relay.stop();
    await expect.poll(() => prisma.deadLetter.count(), { timeout: 30_000 }).toBe(1);
    await expect.poll(() => prisma.outbox.count(), { timeout: 30_000 }).toBe(1);
    await own.stop();
    expect(await prisma.deadLetter.findMany()).toMatchObject([{ matchId: poison, step: 'achievements', attempts: 3 }]);
    expect(await prisma.match.count({ where: { id: { in: matchIds }, voidReason: 'counted' } })).toBe(3);
    expect(await prisma.applied.count({ where: { matchId: poison } })).toBe(steps.length - 2);
    // All at once, then one by one; then the one alone, as often as it is tried.
    const alone = batches.slice(1).map(([matchId, ...more]) => (more.length === 0 ? matchId : undefined));
    expect(batches[0]).toHaveLength(4);
    expect(alone.toSorted()).toEqual([...matchIds, poison, poison, poison].toSorted());
    await prisma.outbox.deleteMany();
  });

  test.skipIf(!available)('[P1] an unrated match goes through every step, and moves no rating', async () => {
    const { prisma } = db.database;
    const players = await createPlayers(db.database, 2);
    const { matchId } = await finishBotGame(db.database, players, 'e'.repeat(32), { mode: 'untimed' });
    const own = startOwn(tableOn(db.database));
    await expect.poll(() => prisma.outbox.count(), { timeout: 30_000 }).toBe(0);
    await own.stop();
    expect([...own.errors, ...own.failures]).toEqual([]);
    expect(await prisma.applied.findMany({ where: { matchId } })).toHaveLength(steps.length);
    expect(await prisma.rating.count({ where: { playerId: { in: players } } })).toBe(0);
  });
});
