// Leaderboards after real results: regions, friends, erased players, void matches, seasons; and who is told of a rank.

import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS_DIR } from '../../src/db/migrate.ts';
import type { Push } from '../../src/queues/pushes.ts';
import { jobsWith } from '../../src/jobs/index.ts';
import { playsBy } from '../../src/services/results/plays.ts';
import { playMatch } from '../../src/services/resimulation/play.ts';
import { openActivity } from '../../src/services/activity.ts';
import { type Boards, openBoards } from '../../src/services/boards/index.ts';
import { takeOff } from '../../src/services/boards/place.ts';
import { inPrisma } from '../../src/services/boards/run.ts';
import { openGames } from '../../src/services/games.ts';
import { openLadders } from '../../src/services/ladders/index.ts';
import { type BoardChoice, openLeaderboards } from '../../src/services/leaderboards.ts';
import type { BoardRequest } from '../../src/services/leaderboards/view.ts';
import { openPlayers } from '../../src/services/players.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { openEmailSeal } from '../../src/services/accounts/sealed-email.ts';
import { openSeasons } from '../../src/services/seasons.ts';
import { openTitles, type Titles } from '../../src/services/titles/index.ts';
import { voidMatch } from '../../src/services/void-match.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';
import { expectedRatings, storedRatings } from '../support/rating-oracle.ts';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.ts';

const fail = (error: Error): void => expect.unreachable(error.message);
const steps = ['verify', 'rate', 'boards', 'achievements'] as const;

interface Shown {
  readonly players: number;
  readonly season: number;
  readonly items: { rank: number; player: { id: string; name: string }; rating: number; games: number }[];
  readonly around?: { rank: number; player: { id: string } }[];
  readonly me?: { rank: number | null; percentile: number | null; score: number | null };
}

describe.each([{ store: 'PostgreSQL' }, ...(hasRedis ? [{ store: 'Redis' }] : [])])('in $store', ({ store }) => {
  let db: TestDatabase;
  let redis: TestRedis | undefined;
  let boards: Boards;
  let ids: string[];
  let pushed: [string, Push][];
  // One for all, as every board has a key of its own.
  beforeAll(async () => void (redis = store === 'Redis' ? await startRedis() : undefined));
  afterAll(() => redis?.stop());
  beforeEach(async () => {
    db = await testDatabase();
    boards = openBoards(db.database, { redisUrl: redis?.url, onError: fail });
    ids = await createPlayers(db.database, 6);
    pushed = [];
  });
  afterEach(async () => {
    await boards.close();
    await db.drop();
  });

  const players = () => openPlayers(db.database, openEmailSeal([Buffer.alloc(32, 1).toString('base64url')]));
  const list = async (choice: BoardChoice = {}, request: Partial<BoardRequest> = {}): Promise<Shown> =>
    (await openLeaderboards(db.database, boards, openGames(db.database)).list('chess', choice, {
      limit: 50,
      ...request,
    })) as unknown as Shown;

  /** What the ratings themselves say: of these players, all or some. */
  async function expected(season: number, among = ids): Promise<Shown['items'][number]['rank'][]> {
    const ratings = await db.database.prisma.rating.findMany({
      where: { season, mode: 'blitz', playerId: { in: among } },
    });
    const scores = ratings.map(({ rating }) => rating).sort((a, b) => b - a);
    return scores.map((score) => scores.indexOf(score) + 1);
  }

  async function expectBoard(choice: BoardChoice, among = ids): Promise<void> {
    const { items, players, season } = await list(choice);
    const ratings = await db.database.prisma.rating.findMany({
      where: { season, mode: 'blitz', playerId: { in: among } },
    });
    const own = new Map(ratings.map(({ playerId, rating }) => [playerId, rating]));
    expect(items.map(({ player, rating }) => [player.id, rating]).toSorted()).toEqual([...own].toSorted());
    expect(items.map(({ rank }) => rank)).toEqual(await expected(season, among));
    expect(players).toBe(own.size);
  }

  /** What is told is kept in `pushed`. */
  const pushes = () => ({
    ...openPushes(db.database, fail),
    send: (to: readonly string[], push: Push) => to.forEach((id) => pushed.push([id, push])),
  });
  const toldRanks = () =>
    pushed.flatMap(([to, push]) => (push.type === 'leaderboard.updated' ? [{ to, ...push }] : []));

  async function runAll(matchIds: readonly string[]): Promise<void> {
    const table = jobsWith({ boards, pushes: pushes() });
    for (const matchId of matchIds)
      for (const step of steps) {
        await table[step](db.database, step, [matchId], playsBy(playMatch));
      }
  }

  let seed = 0;
  async function play(a: number, b: number): Promise<string> {
    seed += 1;
    return (await finishBotGame(db.database, [ids[a]!, ids[b]!], seed.toString(16).padStart(32, 'd'))).matchId;
  }

  async function playAll(pairs: readonly (readonly [number, number])[]): Promise<string[]> {
    const matches: string[] = [];
    for (const [a, b] of pairs) matches.push(await play(a, b));
    await runAll(matches);
    return matches;
  }

  const round = [
    [0, 1],
    [2, 3],
    [4, 5],
    [1, 2],
    [3, 4],
    [5, 0],
  ] as const;

  test('[P5] a region shows its players, and who moves is shown there from then on', async () => {
    for (const i of [0, 1, 2]) await players().change(ids[i]!, { region: 'eu' });
    await playAll(round);
    await expectBoard({});
    await expectBoard({ region: 'eu' }, ids.slice(0, 3));
    expect((await list({ region: 'us' })).items).toEqual([]);
    await players().change(ids[2]!, { region: 'us' });
    await players().change(ids[1]!, { region: null });
    await playAll([[2, 1]]);
    await expectBoard({});
    await expectBoard({ region: 'eu' }, [ids[0]!]);
    await expectBoard({ region: 'us' }, [ids[2]!]);
  });

  test('[P5] a move while results are counted leaves a player on one region’s board', async () => {
    const matches: string[] = [];
    for (let n = 0; n < 12; n++) matches.push(await play(n % 6, (n + 1) % 6));
    const moves = Promise.all(
      ids.map(async (id, i) => {
        for (const region of ['eu', 'us', 'asia']) await players().change(id, { region: `${region}-${i % 2}` });
      }),
    );
    await Promise.all([moves, runAll(matches)]);
    for (const half of [0, 1]) {
      await expectBoard(
        { region: `asia-${half}` },
        ids.filter((_, i) => i % 2 === half),
      );
      for (const region of ['eu', 'us']) expect((await list({ region: `${region}-${half}` })).players).toBe(0);
    }
  });

  test('[P5] [H3] among friends one has a rank among them, with the neighbours and the percentile of the whole board', async () => {
    await playAll(round);
    const [me = '', friend = '', other = ''] = ids;
    const befriend = [
      { playerId: me, friendId: friend },
      { playerId: friend, friendId: me },
    ];
    await db.database.prisma.friend.createMany({ data: befriend });
    const whole = await list({}, { playerId: me, around: other, limit: 2 });
    const friends = await list({}, { playerId: me, friendsOf: me });
    expect(friends.items.map(({ player }) => player.id).toSorted()).toEqual([me, friend].toSorted());
    expect(friends.items.map(({ rank }) => rank)).toEqual(await expected(1, [me, friend]));
    expect(friends.me?.rank).toBe(friends.items.find(({ player }) => player.id === me)!.rank);
    const all = await list();
    expect(whole.items).toEqual(all.items.slice(0, 2));
    expect(whole.around!.map(({ player }) => player.id)).toEqual(all.items.map(({ player }) => player.id));
    const { rank, rating } = all.items.find(({ player }) => player.id === me)!;
    expect(whole.me).toEqual({ rank, score: rating, percentile: Math.floor((10_000 * (7 - rank)) / 6) / 100 });
  });

  test('[P2] [P5] a void match and a rebuild show at once; who has nothing left is on the board no more', async () => {
    const [first = ''] = await playAll([
      [0, 1],
      [2, 3],
      [3, 2],
    ]);
    await expectBoard({});
    const ladders = openLadders(db.database);
    const ladder = { game: 'chess', mode: 'blitz', season: 1 };
    await voidMatch(db.database, first, 'engine use', 'operator');
    while ((await ladders.rebuildFurther(ladder)) !== undefined);
    expect((await list()).players).toBe(2);
    await expectBoard({}, ids.slice(2));
    expect((await list({}, { playerId: ids[0]! })).me).toEqual({ rank: null, percentile: null, score: null });
    expect(await storedRatings(db.database)).toEqual(await expectedRatings(db.database));
    const achievements = await openLeaderboards(db.database, boards, openGames(db.database)).achievements({
      limit: 10,
    });
    expect(achievements).toMatchObject({ players: 2 });
  });

  test('[P5] [A3] who is erased is on no board, bots neither', async () => {
    await db.database.prisma.player.update({ where: { id: ids[5]! }, data: { bot: true } });
    await playAll(round);
    await expectBoard({}, ids.slice(0, 5));
    await db.database.prisma.$transaction(async (tx) => {
      await tx.player.update({ where: { id: ids[0]! }, data: { deletedAt: new Date(), name: 'Deleted player' } });
      await takeOff(inPrisma(tx), ids[0]!);
    });
    await expectBoard({}, ids.slice(1, 5));
    // Also after what comes later: a result, a rebuild.
    await playAll([[0, 1]]);
    const ladders = openLadders(db.database);
    await ladders.beginRebuild({ game: 'chess', mode: 'blitz', season: 1 }, 'operator');
    while ((await ladders.rebuildFurther({ game: 'chess', mode: 'blitz', season: 1 })) !== undefined);
    await expectBoard({}, ids.slice(1, 5));
  });

  test('[H9] [P5] a player whose rank has changed through a match is told once, from which to which', async () => {
    const [first = ''] = await playAll([[0, 1]]);
    const ranks = new Map((await list()).items.map(({ player, rank }) => [player.id, rank]));
    expect(toldRanks().toSorted((a, b) => a.rank - b.rank)).toEqual(
      [...ranks].map(([to, rank]) => ({
        to,
        type: 'leaderboard.updated',
        game: 'chess',
        mode: 'blitz',
        season: 1,
        before: null,
        rank,
      })),
    );
    // The same again, and a match that changes the rank of its players or does not.
    await runAll([first]);
    expect(toldRanks()).toHaveLength(2);
    pushed = [];
    await playAll([
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    let known = ranks;
    for (const { to, before, rank } of toldRanks()) {
      expect(before).toBe(known.get(to));
      expect(rank).not.toBe(before);
      known = new Map([...known, [to, rank]]);
    }
    expect([...known].toSorted()).toEqual(
      (await list()).items.map(({ player, rank }) => [player.id, rank] as const).toSorted(),
    );
  });

  test(
    '[P5] a season that starts while results arrive takes each into one season, and the archive stays',
    { timeout: 120_000 },
    async () => {
      await players().change(ids[0]!, { region: 'eu' });
      await playAll([[0, 1]]);
      const seasons = openSeasons(db.database);
      // Each on connections of their own: results, and three seasons in the middle of them.
      const stream = Array.from({ length: 4 }, async (_, lane) => {
        const matches: string[] = [];
        for (let n = 0; n < 10; n++) matches.push(await play((lane + n) % 6, (lane + n + 1) % 6));
        return matches;
      });
      const starts = (async () => {
        for (let n = 0; n < 3; n++) {
          await new Promise((resolve) => setTimeout(resolve, 40));
          expect(await seasons.start('chess', undefined, 'operator')).toMatchObject({ number: n + 2 });
        }
      })();
      const matches = (await Promise.all([...stream, starts])).flatMap((ids) => ids ?? []);
      await runAll(matches);
      const { rows } = await db.database.pool.query<{ season: number; meant: number }>(`
      SELECT season, (SELECT max(number) FROM seasons WHERE seasons.game = matches.game AND starts_at <= finished_at) AS meant
      FROM matches`);
      expect(rows).toHaveLength(41);
      expect(rows.filter(({ season, meant }) => season !== meant)).toEqual([]);
      expect(await db.database.prisma.ratingChange.count()).toBe(82);
      expect(await storedRatings(db.database)).toEqual(await expectedRatings(db.database));
      const archive = await list({ season: 1 });
      expect(archive.items.length).toBeGreaterThan(0);
      for (const { number, endsAt } of await seasons.list('chess')) {
        await expectBoard({ season: number });
        const next = await db.database.prisma.season.findFirst({ where: { number: number + 1 } });
        expect(endsAt).toEqual(next?.startsAt ?? null);
      }
      // A move takes nobody off the boards of seasons that are over.
      const before = await list({ season: 1, region: 'eu' });
      await players().change(ids[0]!, { region: 'us' });
      expect(await list({ season: 1, region: 'eu' })).toEqual(before);
      expect(before.players).toBe(1);
      expect(
        await openLeaderboards(db.database, boards, openGames(db.database)).list('chess', { season: 5 }, { limit: 5 }),
      ).toMatchObject({ reason: 'not-found', detail: expect.stringContaining('no season 5') });
    },
  );

  test('[P5] a result is of the season of its millisecond, even where each has a season of its own', async () => {
    await play(0, 1);
    await db.database.pool.query(
      `INSERT INTO seasons (game, number, starts_at)
       SELECT 'chess', n + 1, date_trunc('milliseconds', now()) + n * interval '1 ms' FROM generate_series(1, 120000) AS n`,
    );
    for (let n = 0; n < 20; n++) await play(n % 6, (n + 1) % 6);
    const { rows } = await db.database.pool.query<{ season: number; meant: number }>(
      `SELECT season, (SELECT max(number) FROM seasons WHERE starts_at <= finished_at) AS meant FROM matches`,
    );
    expect(new Set(rows.map(({ season }) => season)).size).toBe(21);
    expect(rows.filter(({ season, meant }) => season !== meant)).toEqual([]);
  });

  test('[P5] a season starts after the one before, and not in the past', async () => {
    const seasons = openSeasons(db.database);
    const later = new Date(Date.now() + 3_600_000);
    expect(await seasons.start('go', undefined, 'operator')).toMatchObject({ reason: 'not-found' });
    expect(await seasons.start('chess', new Date(0), 'operator')).toMatchObject({ reason: 'season-too-early' });
    expect(await seasons.start('chess', undefined, 'operator')).toMatchObject({ number: 1 });
    expect(await seasons.start('chess', later, 'operator')).toMatchObject({ number: 2, startsAt: later });
    expect(await seasons.start('chess', undefined, 'operator')).toMatchObject({ reason: 'season-too-early' });
    expect((await list()).season).toBe(1);
  });

  test('[P5] the migration places what was there before there were boards', async () => {
    await playAll(round);
    const { pool } = db.database;
    const stored = async () => [
      (await pool.query('SELECT board, player_id, score FROM board_entries ORDER BY board, player_id')).rows,
      (await pool.query('SELECT * FROM board_counts WHERE players > 0 ORDER BY board, bits, bucket')).rows,
      (await pool.query('SELECT board, players FROM boards ORDER BY board')).rows,
    ];
    const before = await stored();
    expect(before.map(({ length }) => length > 0)).toEqual([true, true, true]);
    await pool.query('TRUNCATE boards, board_entries, board_counts');
    const [folder = ''] = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('_boards'));
    const sql = await readFile(join(MIGRATIONS_DIR, folder, 'migration.sql'), 'utf8');
    await pool.query(sql.slice(sql.indexOf('-- What is there already')));
    expect(await stored()).toEqual(before);
    await expectBoard({});
  });

  describe('of a title', () => {
    let titles: Titles;
    beforeEach(async () => {
      titles = openTitles(db.database, pushes());
      await titles.register({ id: 'golf', title: 'Golf', fullScore: 100, achievements: [] }, 'operator');
    });

    const score = (player: number, points: number, at?: Date) =>
      titles.submit('golf', [{ playerId: ids[player]!, mode: 'nine/holes', score: points, at }]);

    /** Players by their numbers here, and their scores. */
    async function shown(choice: BoardChoice = {}): Promise<[number, number][]> {
      const found = await openLeaderboards(db.database, boards, openGames(db.database)).list('golf', choice, {
        limit: 50,
      });
      const { items, players } = found as unknown as {
        items: { player: { id: string }; score: number }[];
        players: number;
      };
      expect(players).toBe(items.length);
      return items.map(({ player, score }) => [ids.indexOf(player.id), score]);
    }

    test('[P5] a region shows its players, and who moves is shown there from then on', async () => {
      await players().change(ids[0]!, { region: 'eu' });
      for (const [player, points] of [[0, 5], [1, 7], [0, 3]] as const) await score(player, points); // prettier-ignore
      expect(await shown()).toEqual([[1, 7], [0, 5]]); // prettier-ignore
      expect(await shown({ region: 'eu' })).toEqual([[0, 5]]);
      expect(await shown({ region: 'mars' })).toEqual([]);
      await players().change(ids[1]!, { region: 'eu' });
      await players().change(ids[0]!, { region: 'us' });
      expect(await shown({ region: 'eu' })).toEqual([[1, 7]]);
      await score(0, 9);
      expect(await shown({ region: 'us' })).toEqual([[0, 9]]);
      await db.database.prisma.$transaction(async (tx) => {
        await tx.player.update({ where: { id: ids[0]! }, data: { deletedAt: new Date() } });
        await takeOff(inPrisma(tx), ids[0]!);
      });
      await score(0, 11);
      expect([await shown(), await shown({ region: 'us' })]).toEqual([[[1, 7]], []]);
    });

    test('[H9] [P5] a player whose best score has changed their rank is told, from which to which', async () => {
      const asked: [number, number][] = [[0, 5], [1, 7], [1, 7], [0, 4], [0, 6], [0, 9]]; // prettier-ignore
      for (const [player, points] of asked) await score(player, points);
      const ladder = { type: 'leaderboard.updated', game: 'golf', mode: 'nine/holes', season: 1 };
      expect(toldRanks()).toEqual([
        { ...ladder, to: ids[0], before: null, rank: 1 },
        { ...ladder, to: ids[1], before: null, rank: 1 },
        // Not when another came before them, and not with 4 points, but with a better score of their own.
        { ...ladder, to: ids[0], before: 1, rank: 2 },
        { ...ladder, to: ids[0], before: 2, rank: 1 },
      ]);
    });

    test('[P5] a season begins empty, and a score is of the one in which it was made', async () => {
      for (const player of [0, 1]) await players().change(ids[player]!, { region: 'eu' });
      await score(0, 5);
      await score(1, 7);
      const before = new Date();
      const seasons = openSeasons(db.database);
      expect(await seasons.start('golf', undefined, 'operator')).toMatchObject({ number: 2 });
      expect(await shown()).toEqual([]);
      await score(0, 2);
      // Made before, and submitted late.
      await score(0, 6, before);
      await players().change(ids[0]!, { region: 'us' });
      expect(await shown()).toEqual([[0, 2]]);
      expect([await shown({ season: 2, region: 'us' }), await shown({ season: 2, region: 'eu' })]).toEqual([
        [[0, 2]],
        [],
      ]);
      for (const region of [undefined, 'eu']) expect(await shown({ season: 1, region })).toEqual([[1, 7], [0, 6]]); // prettier-ignore
      const open = openLeaderboards(db.database, boards, openGames(db.database));
      expect(await open.list('golf', { season: 3 }, { limit: 1 })).toMatchObject({ reason: 'not-found' });
      expect(await open.place('golf', { season: 1, region: 'eu' }, ids[0]!)).toMatchObject({ rank: 2, score: 6 });
    });

    test('[P5] the migration places what was there before titles had seasons', async () => {
      await players().change(ids[0]!, { region: 'eu' });
      await score(0, 5);
      await score(1, 7);
      const { pool } = db.database;
      const stored = async () => [
        (await pool.query('SELECT * FROM bests ORDER BY player_id')).rows,
        (await pool.query('SELECT board, player_id, score FROM board_entries ORDER BY board, player_id')).rows,
        (await pool.query('SELECT * FROM board_counts WHERE players > 0 ORDER BY board, bits, bucket')).rows,
        (await pool.query('SELECT board, players FROM boards ORDER BY board')).rows,
        (await pool.query('SELECT game, number FROM seasons')).rows,
      ];
      const before = await stored();
      await pool.query('TRUNCATE bests, seasons');
      for (const table of ['boards', 'board_entries', 'board_counts']) {
        await pool.query(`DELETE FROM ${table} WHERE board <> 'achievements'`);
      }
      const [folder = ''] = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('_title_seasons'));
      const sql = await readFile(join(MIGRATIONS_DIR, folder, 'migration.sql'), 'utf8');
      await pool.query(sql.slice(sql.indexOf('-- What was there')));
      expect(await stored()).toEqual(before);
      await score(1, 8);
      expect(await shown()).toEqual([[1, 8], [0, 5]]); // prettier-ignore
    });
  });

  test('[H3] the activity feed tells what is public, newest first, page by page', async () => {
    const matches = await playAll(round);
    const [hidden = '', voided = ''] = matches;
    await db.database.prisma.match.update({ where: { id: hidden }, data: { private: true } });
    await voidMatch(db.database, voided, 'engine use', 'operator');
    const { list: activity } = openActivity(db.database);
    type Item = { kind: string; at: Date; matchId: string | null; player?: { id: string } };
    const read = async (limit: number): Promise<Item[]> => {
      const items: Item[] = [];
      let cursor: string | undefined;
      do {
        const page = (await activity({ cursor, limit })) as unknown as { items: Item[]; next: string | null };
        items.push(...page.items);
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      return items;
    };
    const all = await read(100);
    expect(await read(3)).toEqual(all);
    expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted((a, b) => b.getTime() - a.getTime()));
    const of = (kind: string) => all.filter((item) => item.kind === kind);
    expect(
      of('match')
        .map(({ matchId }) => matchId)
        .toSorted(),
    ).toEqual(matches.slice(2).toSorted());
    expect(of('score')).toHaveLength(8);
    expect(of('unlock')).toHaveLength(await db.database.prisma.unlock.count());
    expect(all.filter(({ matchId }) => matchId === hidden || matchId === voided)).toEqual([]);
    expect(await activity({ cursor: randomUUID(), limit: 3 })).toMatchObject({ reason: 'bad-cursor' });
  });
});
