// Boards give the same answers from PostgreSQL and from Redis, and both those of sorting everyone.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { achievementsBoard, endOfRange } from '../../src/services/boards/board.ts';
import { type Boards, openBoards } from '../../src/services/boards/index.ts';
import { openRedisBoards } from '../../src/services/boards/in-redis.ts';
import { countAbove } from '../../src/services/boards/in-postgres.ts';
import { placePoints, placeRatings, placeScores, takeOff } from '../../src/services/boards/place.ts';
import { inPrisma } from '../../src/services/boards/run.ts';
import type { RankedEntry, WindowQuery } from '../../src/services/boards/window.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.ts';

const fail = (error: Error): void => expect.unreachable(error.message);

interface Player {
  readonly playerId: string;
  readonly score: number;
}

/** Everyone, sorted and counted. */
function naive(players: readonly Player[], queries: readonly WindowQuery[]): RankedEntry[][] {
  const before = (a: Player, b: Player): boolean =>
    a.score > b.score || (a.score === b.score && a.playerId < b.playerId);
  const sorted = [...players].sort((a, b) => (before(a, b) ? -1 : 1));
  const all = sorted.map((one) => ({ ...one, rank: 1 + players.filter(({ score }) => score > one.score).length }));
  return queries.map((query) => {
    if ('after' in query) {
      const { after, limit } = query;
      return all.filter((one) => !after || before(after, one)).slice(0, limit);
    }
    const own = all.findIndex(({ playerId }) => playerId === query.around);
    if (own < 0) return [];
    const half = Math.floor((query.limit - 1) / 2);
    return all.slice(Math.max(0, own - half), own - half + query.limit);
  });
}

const score = fc.oneof(
  // Many ties, neighbours that differ in their last bit, and anything.
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(1500, 1500.0000000000002, 1499.9999999999998, 1500.015625, 0, 5e-324, -5e-324, 1e300),
  fc.double({ min: 1_000, max: 2_000, noNaN: true }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
);

describe.each([{ store: 'PostgreSQL', inRedis: false }, ...(hasRedis ? [{ store: 'Redis', inRedis: true }] : [])])(
  'in $store',
  ({ inRedis }) => {
    let db: TestDatabase;
    let redis: TestRedis | undefined;
    let client: Redis | undefined;
    let boards: Boards;
    let everybody: string[];
    beforeAll(async () => {
      db = await testDatabase();
      redis = inRedis ? await startRedis() : undefined;
      client = redis && new Redis(redis.url);
      boards = openBoards(db.database, { redisUrl: redis?.url, onError: fail });
      // From here on Redis is there, which is connected to in the background.
      await boards.fillAll();
      everybody = await createPlayers(db.database, 30);
      await db.database.prisma.title.create({ data: { id: 'golf', title: 'Golf', fullScore: 10 } });
    });
    afterAll(async () => {
      await boards.close();
      client?.disconnect();
      await redis?.stop();
      await db.drop();
    });

    test('[P5] no bot has a place by the points of achievements', async () => {
      const { prisma } = db.database;
      const [ann = '', bot = ''] = await createPlayers(db.database, 2);
      await prisma.player.update({ where: { id: bot }, data: { bot: true } });
      await prisma.achievementProgress.createMany({ data: [ann, bot].map((playerId) => ({ playerId, points: 10 })) });
      await prisma.$transaction((tx) => placePoints(inPrisma(tx), [ann, bot]));
      const { windows } = await boards.read(achievementsBoard, [{ after: undefined, limit: 10 }]);
      expect(windows).toEqual([[{ playerId: ann, score: 10, rank: 1 }]]);
    });

    async function submit(mode: string, scores: readonly (readonly [number, number])[]): Promise<void> {
      const ids = scores.map(() => randomUUID());
      await db.database.prisma.$transaction(async (tx) => {
        // As text: Prisma rounds doubles.
        await tx.$executeRaw`
        INSERT INTO scores (player_id, game, id, mode, score, points, at, feats)
        SELECT player_id, 'golf', id, ${mode}, score, 0, now(), '{}'
        FROM unnest(${scores.map(([who]) => everybody[who]!)}::uuid[], ${ids}::uuid[], ${scores.map(([, score]) => String(score))}::float8[])
          AS submitted (player_id, id, score)`;
        await placeScores(inPrisma(tx), 'golf', [...new Set(scores.map(([who]) => everybody[who]!))]);
      });
    }

    /** What is in Redis itself: no answer of PostgreSQL's takes its place. */
    async function expectInRedis(board: string): Promise<void> {
      const { rows } = await db.database.pool.query<{ id: string; score: number }>(
        'SELECT player_id AS id, score FROM board_entries WHERE board = $1 AND score IS NOT NULL ORDER BY score DESC, player_id',
        [board],
      );
      const flat = await client!.zrange(await keyOf(board), 0, -1, 'WITHSCORES');
      expect(flat.filter((_, i) => i % 2 === 0)).toEqual(rows.map(({ id }) => id));
      expect(flat.filter((_, i) => i % 2 === 1).map((text) => 0 - Number(text))).toEqual(
        rows.map(({ score }) => score),
      );
    }

    async function keyOf(board: string): Promise<string> {
      const { id } = await db.database.prisma.board.findUniqueOrThrow({ where: { board } });
      return `arbiter:board:{${id}}`;
    }

    test('[P5] every window and rank is that of sorting everyone, whatever the scores', async () => {
      let mode = 0;
      const step = fc.array(fc.tuple(fc.nat(29), score), { minLength: 1, maxLength: 12 });
      const query = fc.oneof(
        fc.record({ after: fc.constant(undefined), limit: fc.integer({ min: 1, max: 40 }) }),
        fc.record({ after: fc.record({ playerId: fc.nat(29), score }), limit: fc.integer({ min: 1, max: 40 }) }),
        fc.record({ around: fc.nat(29), limit: fc.integer({ min: 1, max: 12 }) }),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 1, maxLength: 4 }),
          fc.array(query, { maxLength: 5 }),
          async (steps, asked) => {
            mode += 1;
            const board = `scores/golf/1/${mode}`;
            const best = new Map<number, number>();
            const players = (): Player[] => [...best].map(([who, score]) => ({ playerId: everybody[who]!, score }));
            for (const scores of steps) {
              await submit(String(mode), scores);
              for (const [who, score] of scores) best.set(who, Math.max(best.get(who) ?? -Infinity, score));
              const everyone: WindowQuery[] = [{ after: undefined, limit: 40 }];
              const reading = await boards.read(board, everyone);
              expect(reading.players).toBe(best.size);
              expect(reading.windows).toEqual(naive(players(), everyone));
            }
            const queries = asked.map((one): WindowQuery => {
              if ('around' in one) return { ...one, around: everybody[one.around]! };
              // Behind somebody who is on the board, or was.
              return {
                limit: one.limit,
                after: one.after && { ...one.after, playerId: everybody[one.after.playerId]! },
              };
            });
            expect((await boards.read(board, queries)).windows).toEqual(naive(players(), queries));
            if (inRedis) {
              await boards.changed(board);
              await expect
                .poll(() =>
                  expectInRedis(board).then(
                    () => true,
                    () => false,
                  ),
                )
                .toBe(true);
            }
          },
        ),
        { numRuns: inRedis ? 40 : 80 },
      );
    });

    test('[P5] pages follow each other without a gap or a repeat', async () => {
      await submit(
        'pages',
        everybody.map((_, i) => [i, i % 4] as const),
      );
      const seen: RankedEntry[] = [];
      for (;;) {
        const { windows } = await boards.read('scores/golf/1/pages', [{ after: seen.at(-1), limit: 7 }]);
        seen.push(...windows[0]!);
        if (windows[0]!.length < 7) break;
      }
      expect(seen).toEqual(
        naive(
          everybody.map((playerId, i) => ({ playerId, score: i % 4 })),
          [{ after: undefined, limit: 99 }],
        )[0],
      );
    });

    test('[P5] a range ends where its scores do', async () => {
      await fc.assert(
        fc.asyncProperty(score, async (value) => {
          const end = endOfRange(value);
          const { rows } = await db.database.pool.query<{ own: string; last: string; next: string | null }>(
            `SELECT board_bucket($1, 28) AS own, board_bucket($2, 28) AS next`,
            [value, end],
          );
          expect(end).toBeGreaterThan(value);
          if (end < Infinity) expect(BigInt(rows[0]!.next!)).toBe(BigInt(rows[0]!.own) + 1n);
        }),
        { numRuns: 100 },
      );
    });

    test('[P5] who is erased leaves, and everyone behind moves up', async () => {
      await submit('gone', [
        [0, 3],
        [1, 2],
        [2, 1],
      ]);
      await db.database.prisma.$transaction((tx) => takeOff(inPrisma(tx), everybody[1]!));
      const { players, windows } = await boards.read('scores/golf/1/gone', [
        { after: undefined, limit: 10 },
        { around: everybody[1]!, limit: 3 },
      ]);
      expect(players).toBe(2);
      expect(windows[0]!.map(({ playerId, rank }) => [playerId, rank])).toEqual([
        [everybody[0], 1],
        [everybody[2], 2],
      ]);
      expect(windows[1]).toEqual([]);
      expect(await countAbove(boards.run, 'scores/golf/1/gone', [1.5])).toEqual(new Map([[1.5, 1]]));
    });

    test('[P5] writers on many connections leave what they have written, in whichever order', async () => {
      const { prisma } = db.database;
      const ladder = { game: 'chess', mode: 'blitz', season: 1 };
      const column = {
        ...ladder,
        deviation: 1,
        volatility: 1,
        games: 1,
        wins: 1,
        draws: 0,
        losses: 0,
        playedAt: new Date(),
      };
      await prisma.rating.createMany({ data: everybody.map((playerId) => ({ ...column, playerId, rating: 1500 })) });
      const board = 'ladder/chess/blitz/1';
      await Promise.all(
        Array.from({ length: 60 }, async (_, n) => {
          const theirs = [everybody[n % 30]!, everybody[(n * 7 + 1) % 30]!].sort();
          await prisma.$transaction(
            async (tx) => {
              for (const playerId of theirs) {
                await tx.rating.updateMany({
                  where: { ...ladder, playerId },
                  data: { rating: 1400 + ((n * 37) % 200) / 3 },
                });
              }
              await placeRatings(inPrisma(tx), ladder, theirs);
            },
            { maxWait: 50_000, timeout: 50_000 },
          );
          await boards.changed(board);
        }),
      );
      const ratings = await prisma.rating.findMany({ where: ladder });
      const placed = ratings.filter(({ playerId }) =>
        Array.from({ length: 60 }, (_, n) => [n % 30, (n * 7 + 1) % 30])
          .flat()
          .some((i) => everybody[i] === playerId),
      );
      const everyone: WindowQuery[] = [{ after: undefined, limit: 99 }];
      const { windows } = await boards.read(board, everyone);
      expect(windows).toEqual(
        naive(
          placed.map(({ playerId, rating }) => ({ playerId, score: rating })),
          everyone,
        ),
      );
      if (inRedis) await expectInRedis(board);
      await expectCounts(db);
    });

    test('[P5] what was read is kept until a write changes the board, whichever process it was', async () => {
      const other = openBoards(db.database, { redisUrl: redis?.url, onError: fail });
      await submit('kept', [[0, 3]]);
      const everyone: WindowQuery[] = [{ after: undefined, limit: 10 }];
      const both = () => Promise.all([boards, other].map((each) => each.read('scores/golf/1/kept', everyone)));
      const first = await both();
      const again = await both();
      for (const [i, reading] of again.entries()) expect(reading).toBe(first[i]);
      // Less than the best: nothing changes. More: for both.
      await submit('kept', [[0, 2]]);
      expect((await both())[1]).toBe(first[1]);
      await submit('kept', [[0, 4]]);
      for (const { windows } of await both()) expect(windows[0]).toMatchObject([{ score: 4 }]);
      await other.close();
    });

    if (!inRedis) return;

    test('[P5] what Redis has lost is there again, and meanwhile PostgreSQL answers', async () => {
      const board = 'scores/golf/1/lost';
      await submit(
        'lost',
        everybody.map((_, i) => [i, i] as const),
      );
      const everyone: WindowQuery[] = [{ after: undefined, limit: 99 }];
      await boards.fillAll();
      await expectInRedis(board);
      const before = await boards.read(board, everyone);
      await client!.flushall();
      const other = openBoards(db.database, { redisUrl: redis!.url, onError: fail });
      await expect
        .poll(() =>
          other.read(board, [{ around: everybody[3]!, limit: 1 }]).then(({ windows }) => windows[0]![0]!.rank),
        )
        .toBe(27);
      expect(await other.read(board, everyone)).toEqual(before);
      // Each time something else: what was read while Redis was not there yet is kept.
      let limit = 100;
      await expect
        .poll(async () => {
          await other.read(board, [{ after: undefined, limit: limit++ }]);
          return expectInRedis(board).then(
            () => true,
            () => false,
          );
        })
        .toBe(true);
      // Only a member is lost, which its version does not show.
      await client!.zrem(await keyOf(board), everybody[7]!);
      expect(await other.read(board, [{ after: undefined, limit: 98 }])).toMatchObject({
        players: 30,
        windows: [{ length: 30 }],
      });
      await expect
        .poll(() =>
          expectInRedis(board).then(
            () => true,
            () => false,
          ),
        )
        .toBe(true);
      // The database was restored from a backup: Redis is ahead of it.
      const key = await keyOf(board);
      await client!.set(`${key}:version`, '999 30');
      expect(await other.read(board, [{ after: undefined, limit: 97 }])).toMatchObject({ windows: [{ length: 30 }] });
      await expect.poll(() => client!.get(`${key}:version`)).not.toBe('999 30');
      await submit('lost', [[0, 50]]);
      await other.fillAll({ again: true });
      await expectInRedis(board);
      await other.close();
    });

    test('[P5] an older state never comes over a newer one', async () => {
      const board = 'scores/golf/1/order';
      await submit('order', [
        [0, 1],
        [1, 2],
      ]);
      await boards.fillAll();
      const state = await db.database.prisma.board.findUniqueOrThrow({ where: { board } });
      await submit('order', [[0, 9]]);
      const mirror = openRedisBoards(db.database, redis!.url, fail);
      await expect.poll(() => mirror.ready()).toBe(true);
      const older = { id: state.id, version: String(state.version), players: state.players };
      // Ten who bring the board up to date at once, some of whom know of an older version only.
      await Promise.all(Array.from({ length: 10 }, () => mirror.catchUp(board, older, { filling: true })));
      await boards.changed(board);
      await Promise.all(Array.from({ length: 10 }, () => mirror.catchUp(board, older, { filling: true })));
      await expectInRedis(board);
      await mirror.close();
    });

    test('[C5] [P5] while Redis is away PostgreSQL answers', async () => {
      const lost: Error[] = [];
      const own = await startRedis();
      const away = openBoards(db.database, { redisUrl: own.url, onError: (error) => lost.push(error) });
      const everyone: WindowQuery[] = [{ after: undefined, limit: 99 }];
      await submit('away', [
        [0, 1],
        [1, 2],
      ]);
      const first = await away.read('scores/golf/1/away', everyone);
      await own.stop();
      await submit('away', [[2, 3]]);
      await away.changed('scores/golf/1/away');
      const second = await away.read('scores/golf/1/away', everyone);
      expect([first.players, second.players]).toEqual([2, 3]);
      expect(second.windows[0]![0]).toEqual({ playerId: everybody[2], score: 3, rank: 1 });
      await expect.poll(() => lost.length).toBeGreaterThan(0);
      await away.close();
    });
  },
);

/** Counts by range are those of counting. */
async function expectCounts({ database: { pool } }: TestDatabase): Promise<void> {
  const { rows } = await pool.query(`
    SELECT FROM (SELECT board, bits, board_bucket(score, bits) AS bucket, count(*)::int AS players
                 FROM board_entries, unnest('{12,20,28}'::int[]) AS bits WHERE score IS NOT NULL GROUP BY 1, 2, 3) AS own
      FULL JOIN (SELECT * FROM board_counts WHERE players <> 0) AS kept USING (board, bits, bucket)
    WHERE own.players IS DISTINCT FROM kept.players`);
  expect(rows).toEqual([]);
}
