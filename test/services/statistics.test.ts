// Statistics are what the history says, in whatever order and however often matches are delivered, voided and rebuilt.

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { voidMatch } from '../../src/services/void-match.ts';
import { beginRebuild, rebuildFurther, rebuildStatistics } from '../../src/services/statistics/rebuild.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { jobsOn } from '../support/jobs.ts';
import { expectedStatistics, storedStatistics } from '../support/statistics-oracle.ts';
import { tellMatch } from '../support/told-matches.ts';

let db: TestDatabase;
let people: string[];
let bot: string;
beforeAll(async () => {
  db = await testDatabase();
  people = await createPlayers(db.database, 3);
  [bot = ''] = await createPlayers(db.database, 1);
  await db.database.prisma.player.update({ where: { id: bot }, data: { bot: true } });
});
afterAll(() => db.drop());

const deliver = (matchId: string) => jobsOn(db.database).statistics(db.database, 'statistics', matchId);

const voidOne = (matchId: string) => voidMatch(db.database, matchId, 'a test', 'operator');

async function expectOracle(): Promise<void> {
  expect(await storedStatistics(db.database)).toEqual(await expectedStatistics(db.database));
}

const forget = () =>
  db.database.pool.query(
    'TRUNCATE matches, player_results, player_days, player_statistics, game_days, statistics_rebuilds CASCADE',
  );

/** Few moments of few days, so that matches often end at once and at midnight. */
const moment = fc
  .tuple(fc.integer({ min: 0, max: 3 }), fc.constantFrom(0, 1, 40_000_000, 86_399_999))
  .map(([day, ms]) => new Date(Date.UTC(2026, 1, 27 + day) + ms));
const told = fc
  .record({
    ladder: fc.constantFrom(['chess', 'blitz'], ['chess', 'rapid'], ['arena', 'classic'], ['gone', 'mode']),
    seats: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2 }),
    ranks: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 4, maxLength: 4 }),
    at: moment,
    ticks: fc.integer({ min: 0, max: 9_000 }),
    rated: fc.boolean(),
  })
  .filter(({ seats }) => seats.some((seat) => seat < 3));
type Told = typeof told extends fc.Arbitrary<infer T> ? T : never;

function tell({ ladder: [game, mode], seats, ranks, at, ticks, rated }: Told): Promise<string> {
  const players = seats.map((seat) => [...people, bot][seat]!);
  return tellMatch(db.database, {
    game,
    mode,
    players,
    ranks: ranks.slice(0, players.length),
    at,
    ticks,
    rated,
  });
}

const history = fc.array(told, { minLength: 1, maxLength: 14 }).chain((matches) =>
  fc.record({
    matches: fc.constant(matches),
    // Each three times, in any order, alone or at once.
    order: fc.shuffledSubarray(
      Array.from({ length: 3 * matches.length }, (_, i) => i % matches.length),
      { minLength: 3 * matches.length },
    ),
    atOnce: fc.integer({ min: 1, max: 5 }),
    voids: fc.subarray([...matches.keys()]),
  }),
);

describe('[P6] statistics', () => {
  test('[P1] are the history counted, however matches are interleaved, tripled and voided; so are those rebuilt', async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ matches, order, atOnce, voids }) => {
        await forget();
        const ids: string[] = [];
        for (const match of matches) ids.push(await tell(match));
        for (let from = 0; from < order.length; from += atOnce) {
          const batch = order.slice(from, from + atOnce).map((i) => deliver(ids[i]!));
          // Void ones go in the middle of it all, before and after they are counted.
          const due = voids.filter((i) => order.indexOf(i) === from).map((i) => voidOne(ids[i]!));
          await Promise.all([...batch, ...due]);
        }
        for (const i of voids) await voidOne(ids[i]!);
        await expectOracle();
        const live = await storedStatistics(db.database);
        await db.database.pool.query('TRUNCATE player_results, player_days, player_statistics, game_days');
        await rebuildStatistics(db.database, { tell: () => undefined });
        expect(await storedStatistics(db.database)).toEqual(live);
      }),
      { numRuns: 25 },
    );
  }, 300_000);

  test('of winners go on over draws and losses of others, and over gaps that voids leave', async () => {
    await forget();
    const [ann = '', bob = ''] = people;
    const play = (minute: number, rankOfAnn: number, mode = 'blitz') =>
      tellMatch(db.database, {
        ...{ mode, players: [ann, bob], ranks: [rankOfAnn, 3 - rankOfAnn] },
        at: new Date(Date.UTC(2026, 4, 1, 23, minute)),
      });
    const ids: string[] = [];
    // Wins, but for the sixth; the last is in another mode. From 23:50 on into the next day.
    for (let n = 0; n < 12; n++) ids.push(await play(50 + 2 * n, n === 5 ? 2 : 1, n === 11 ? 'rapid' : 'blitz'));
    for (const id of ids.toReversed()) await deliver(id);
    const streaks = async () => {
      const rows = await db.database.prisma.playerStatistics.findMany({
        where: { playerId: ann },
        orderBy: { mode: 'asc' },
      });
      return rows.map(({ mode, lastRun, longestRun }) => [mode, lastRun, longestRun]);
    };
    expect(await streaks()).toEqual([
      ['', 6, 6],
      ['blitz', 5, 5],
      ['rapid', 1, 1],
    ]);
    await voidOne(ids[5]!);
    expect(await streaks()).toEqual([
      ['', 11, 11],
      ['blitz', 10, 10],
      ['rapid', 1, 1],
    ]);
    await voidOne(ids[11]!);
    expect(await streaks()).toEqual([
      ['', 10, 10],
      ['blitz', 10, 10],
    ]);
    await expectOracle();
  });
});

describe('[P6] a rebuild', () => {
  test('goes on where it was killed, while results arrive, and finds what was played before there was the step', async () => {
    await forget();
    const samples = fc.sample(told, { numRuns: 40, seed: 11 });
    const ids: string[] = [];
    for (const match of samples) ids.push(await tell(match));
    for (const id of ids.slice(0, 20)) await deliver(id);
    // The next ten are of a database that is older than the step: nothing is owed for them.
    await db.database.prisma.outbox.deleteMany({ where: { matchId: { in: ids.slice(20, 30) } } });
    // As if something had counted wrongly.
    await db.database.pool.query('UPDATE player_days SET wins = wins + 1, last_run = 7; DELETE FROM player_statistics');
    await db.database.pool.query(
      `UPDATE game_days SET seconds = 0; INSERT INTO game_days VALUES ('2020-01-01', 'chess', 'blitz', 0, 9, 9, 9)`,
    );

    await beginRebuild(db.database);
    expect(await rebuildFurther(db.database, 1)).toEqual({ what: 'players', count: 1 });
    expect(await rebuildFurther(db.database, 1)).toEqual({ what: 'players', count: 1 });
    // Its process dies here; another goes on, and results come meanwhile.
    const said: string[] = [];
    await Promise.all([
      rebuildStatistics(db.database, { tell: (...words) => said.push(words.join(' ')) }),
      ...ids.slice(30).map(deliver),
    ]);
    expect(said).toContain('matches 10 10');
    expect(said).toContain('players 1 1');
    await expectOracle();
    expect(await db.database.prisma.statisticsRebuild.count()).toBe(0);
    expect(await rebuildFurther(db.database)).toBeUndefined();
    const rows = await storedStatistics(db.database);
    expect(rows.totals.length).toBeGreaterThan(6);
    await rebuildStatistics(db.database, { restart: true, tell: () => undefined });
    expect(await storedStatistics(db.database)).toEqual(rows);
  });
});
