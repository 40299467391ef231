// The developer analytics against the history of matches, counted naively.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openAchievements } from '../../src/services/achievements/index.ts';
import { openResimulation } from '../../src/services/resimulation/index.ts';
import { countScores } from '../../src/services/achievements/count.ts';
import { openAnalytics, type ReportName } from '../../src/services/analytics/index.ts';
import { isoDay } from '../../src/services/day-range.ts';
import { voidMatch } from '../../src/services/void-match.ts';
import { allowed, refusal } from '../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { dayOfTest } from '../support/day.ts';
import { createPlayers } from '../support/finished-matches.ts';
import { jobsOn } from '../support/jobs.ts';
import { tellMatch } from '../support/told-matches.ts';

let db: TestDatabase;
let people: string[];
let bot: string;
beforeAll(async () => {
  db = await testDatabase();
  people = await createPlayers(db.database, 5);
  [bot = ''] = await createPlayers(db.database, 1);
  await db.database.prisma.player.update({ where: { id: bot }, data: { bot: true } });
});
afterAll(() => db.drop());

const dayMs = 86_400_000;
const today = Date.parse(await dayOfTest());
const daysAgo = (days: number): Date => new Date(today - days * dayMs);

async function ask(name: ReportName, from: number, to: number, game?: string): Promise<readonly object[]> {
  const analytics = openAnalytics(db.database);
  return allowed(await analytics.report(name, { from: daysAgo(from), to: daysAgo(to), game })).items;
}

interface Play {
  readonly ago: number;
  readonly game: string;
  readonly mode: string;
  readonly seats: readonly number[];
  readonly ticks: number;
}
/** Most on the days that cohorts are asked about after each other. */
const play = fc.record({
  ago: fc.oneof(fc.constantFrom(0, 1, 2, 8, 9, 30, 31, 32, 38, 60), fc.integer({ min: 0, max: 70 })),
  game: fc.constantFrom('chess', 'arena'),
  mode: fc.constantFrom('blitz', 'classic'),
  // The last is the bot.
  seats: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 2, maxLength: 4 }),
  ticks: fc.integer({ min: 0, max: 9_000 }),
});

const share = (part: number, whole: number, digits = 4): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 10 ** digits) / 10 ** digits;

/** What a history of plays says, day by day. */
function oracle(plays: readonly Play[], game: string | undefined) {
  const within = plays.filter((each) => game === undefined || each.game === game);
  const persons = ({ seats }: Play): number[] => seats.filter((seat) => seat < people.length);
  const played = (ago: number): Set<number> =>
    new Set(within.filter((each) => each.ago === ago).flatMap((each) => persons(each)));
  const over = (ago: number, days: number): Set<number> =>
    new Set(Array.from({ length: days }, (_, i) => [...played(ago + i)]).flat());
  const begun = (ago: number): number[] =>
    [...played(ago)].filter((who) => within.every((each) => each.ago <= ago || !each.seats.includes(who)));
  const seconds = ({ ticks }: Play): number => Math.round(ticks / 10);
  return {
    retention(ago: number) {
      const cohort = begun(ago);
      const back = (days: number) =>
        ago - days > 0 ? cohort.filter((who) => played(ago - days).has(who)).length : null;
      const [d1, d7, d30] = [1, 7, 30].map(back);
      const rate = (count: number | null | undefined) =>
        typeof count === 'number' ? share(count, cohort.length) : null;
      const rates = { d1Rate: rate(d1), d7Rate: rate(d7), d30Rate: rate(d30) };
      return { day: isoDay(daysAgo(ago)), players: cohort.length, d1, d7, d30, ...rates };
    },
    engagement(ago: number) {
      const [dau, wau, mau] = [1, 7, 30].map((days) => over(ago, days).size);
      const own = within.filter((each) => each.ago === ago);
      const total = (of: (each: Play) => number): number =>
        own.reduce((sum, each) => sum + of(each) * persons(each).length, 0);
      return {
        ...{ day: isoDay(daysAgo(ago)), dau, wau, mau, stickiness: share(dau!, mau!), newPlayers: begun(ago).length },
        matchesPerPlayer: share(
          total(() => 1),
          dau!,
          2,
        ),
        secondsPerPlayer: share(total(seconds), dau!, 1),
      };
    },
    playtime(ago: number) {
      const modes = Map.groupBy(
        within.filter((each) => each.ago === ago),
        ({ game, mode }) => [game, mode].join('/'),
      );
      return [...modes]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, matches]) => {
          const [game, mode] = key.split('/');
          const seats = matches.reduce((sum, each) => sum + persons(each).length, 0);
          const time = matches.reduce((sum, each) => sum + persons(each).length * seconds(each), 0);
          const counts = { matches: matches.length, seats, seconds: time, secondsPerSeat: share(time, seats, 1) };
          return { day: isoDay(daysAgo(ago)), game, mode, ...counts };
        });
    },
  };
}

const span = (from: number, to: number): number[] => Array.from({ length: from - to + 1 }, (_, i) => from - i);

test('[P7] retention, engagement and playtime are what the history says, void matches left out', async () => {
  const history = fc.record({
    plays: fc.array(play, { minLength: 1, maxLength: 30 }),
    from: fc.integer({ min: 20, max: 70 }),
    to: fc.integer({ min: 0, max: 20 }),
    voids: fc.nat(3),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ plays, from, to, voids }) => {
      await db.database.pool.query('TRUNCATE matches, player_days, player_statistics, game_days CASCADE');
      for (const [i, { ago, game, mode, seats, ticks }] of plays.entries()) {
        const players = seats.map((seat) => [...people, bot][seat]!);
        const at = new Date(daysAgo(ago).getTime() + (i % 3 === 0 ? 0 : 1_000 * i));
        const ranks = players.map((_, seat) => seat + 1);
        const matchId = await tellMatch(db.database, { game, mode, players, ranks, at, ticks, rated: false });
        await jobsOn(db.database).statistics(db.database, 'statistics', matchId);
        if (i >= voids) continue;
        await voidMatch(db.database, matchId, 'a test', 'operator');
      }
      for (const game of [undefined, 'chess']) {
        const expected = oracle(plays.slice(voids), game);
        const days = span(from, to);
        expect(await ask('retention', from, to, game)).toEqual(days.map(expected.retention));
        expect(await ask('engagement', from, to, game)).toEqual(days.map(expected.engagement));
        expect(await ask('playtime', from, to, game)).toEqual(days.flatMap(expected.playtime));
      }
    }),
    { numRuns: 12 },
  );
}, 300_000);

test('[P7] the funnel counts people from the queue to the end of their matches', async () => {
  const { prisma, pool } = db.database;
  await pool.query('TRUNCATE matches, player_days, player_statistics, game_days, queue_days CASCADE');
  const [ann = '', bob = ''] = people;
  const tell = (players: string[], more: object = {}) =>
    tellMatch(db.database, { players, ranks: [1, 2], at: new Date(daysAgo(3).getTime() + dayMs - 1), ...more });
  const finished = await tell([ann, bob]);
  await jobsOn(db.database).statistics(db.database, 'statistics', finished);
  const beside = await tell([ann, bot], { mode: 'rapid' });
  await jobsOn(db.database).statistics(db.database, 'statistics', beside);
  await prisma.match.update({ where: { id: await tell([ann, bob]) }, data: { status: 'aborted', verified: null } });
  await prisma.match.update({ where: { id: await tell([ann, bot]) }, data: { status: 'aborted', verified: null } });
  // Not over, and so of no day yet.
  await prisma.match.update({
    where: { id: await tell([ann, bob]) },
    data: { status: 'running', finishedAt: null, verified: null },
  });
  await prisma.queueDay.create({
    data: { day: daysAgo(3), game: 'chess', mode: 'blitz', queued: 9, matched: 6 },
  });
  // Of two who were matched, one was lost as they queued.
  await prisma.queueDay.create({ data: { day: daysAgo(2), game: 'arena', mode: 'duel', queued: 1, matched: 2 } });
  const onDay = { day: isoDay(daysAgo(3)), game: 'chess' };
  const ofChess = [
    {
      ...{ ...onDay, mode: 'blitz', queued: 9, matched: 6, started: 5, finished: 2, aborted: 3 },
      ...{ matchedRate: 0.6667, finishedRate: 0.4 },
    },
    {
      ...{ ...onDay, mode: 'rapid', queued: 0, matched: 0, started: 1, finished: 1, aborted: 0 },
      ...{ matchedRate: null, finishedRate: 1 },
    },
  ];
  expect(await ask('funnel', 5, 3)).toEqual(ofChess);
  expect(await ask('funnel', 5, 0, 'chess')).toEqual(ofChess);
  expect(await ask('funnel', 5, 0)).toHaveLength(3);
  expect(await ask('funnel', 2, 0, 'arena')).toMatchObject([
    { queued: 1, matched: 1, matchedRate: 1, started: 0, finishedRate: null },
  ]);
});

test('[P7] completion counts those who have played, and have the achievement, by the last of the days', async () => {
  const { prisma } = db.database;
  await db.database.pool.query(
    'TRUNCATE matches, player_days, player_statistics, scores, unlocks, achievement_progress CASCADE',
  );
  const [ann = '', bob = '', cid = '', dan = ''] = people;
  const score = (playerId: string, game: string, ago: number) => ({
    ...{ playerId, game, id: randomUUID(), mode: 'classic', score: 1_000, points: 1_000 },
    ...{ at: daysAgo(ago), matchId: null, feats: {} },
  });
  await prisma.title.create({ data: { id: 'pinball', title: 'Pinball', fullScore: 1_000 } });
  const face = { title: 'Tilt', description: 'Tilt it', tier: 'silver', points: 5, hidden: true } as const;
  await prisma.titleAchievement.create({ data: { titleId: 'pinball', id: 'tilt', ...face } });
  for (const [player, ago] of [
    [ann, 10],
    [bob, 4],
  ] as const) {
    await prisma.$transaction((tx) => countScores(tx, [score(player, 'pinball', ago)]));
  }
  await prisma.unlock.create({
    data: { playerId: ann, achievement: 'pinball.tilt', points: 5, unlockedAt: daysAgo(9) },
  });
  const matchId = await tellMatch(db.database, { players: [ann, cid], ranks: [1, 2], at: daysAgo(3) });
  await jobsOn(db.database).statistics(db.database, 'statistics', matchId);
  // Erased since: no longer among those who are counted.
  await prisma.player.update({ where: { id: dan }, data: { deletedAt: new Date() } });
  await prisma.$transaction((tx) => countScores(tx, [score(dan, 'pinball', 4)]));

  const rows = async (from: number, to: number, game?: string) => {
    const items = (await ask('completion', from, to, game)) as { achievement: string }[];
    return (id: string) => items.find(({ achievement }) => achievement === id);
  };
  const all = await rows(5, 0);
  expect(all('first-steps')).toEqual({
    ...{ achievement: 'first-steps', game: null, title: 'First Steps', tier: 'bronze' },
    ...{ players: 3, holders: 2, completion: 0.6667, unlocks: 1 },
  });
  expect(all('pinball.tilt')).toMatchObject({ game: 'pinball', players: 2, holders: 1, completion: 0.5, unlocks: 0 });
  expect(all('chess-swindler')).toMatchObject({ game: 'chess', players: 2, holders: 0, completion: 0 });
  expect(all('arena-gladiator')).toMatchObject({ players: 0, completion: null });
  const then = await rows(12, 5);
  expect(then('first-steps')).toMatchObject({ players: 1, holders: 1, completion: 1, unlocks: 1 });
  expect(then('chess-swindler')).toMatchObject({ players: 0, completion: null });
  expect(then('pinball.tilt')).toMatchObject({ players: 1, holders: 1, completion: 1, unlocks: 1 });
  const ofTitle = await ask('completion', 12, 0, 'pinball');
  expect(ofTitle).toHaveLength(1);
  // Of what is played elsewhere nobody knows more: figures would say that nobody plays.
  for (const name of ['retention', 'funnel', 'playtime', 'engagement'] as const) {
    expect(refusal(await openAnalytics(db.database).report(name, { game: 'pinball' }))).toBe('not-found');
  }
  // What a player is told agrees with it.
  expect(await openAchievements(db.database, openResimulation()).ofPlayer(ann)).toMatchObject({
    games: expect.arrayContaining([{ game: 'pinball', total: 1, unlocked: 1 }]),
  });
});

test('[P7] a report is about days in their order, and not about too many', async () => {
  const analytics = openAnalytics(db.database);
  const refused = async (from: number, to: number) =>
    refusal(await analytics.report('funnel', { from: daysAgo(from), to: daysAgo(to) }));
  expect(await refused(0, 1)).toBe('bad-range');
  expect(await refused(366, 0)).toBe('bad-range');
  expect(allowed(await analytics.report('funnel', {}))).toMatchObject({ from: daysAgo(29), to: daysAgo(0) });
  expect(allowed(await analytics.report('retention', { from: daysAgo(365) })).items).toHaveLength(366);
});
