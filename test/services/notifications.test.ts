// Notifications: written once with what they tell of, read in pages, and taken back when it was not so.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobsWith } from '../../src/jobs/index.ts';
import type { Push } from '../../src/queues/pushes.ts';
import { backfill } from '../../src/services/achievements/backfill.ts';
import { openBoards } from '../../src/services/boards/index.ts';
import { voidMatch } from '../../src/services/void-match.ts';
import { notify, openNotifications } from '../../src/services/notifications.ts';
import { playsBy } from '../../src/services/results/plays.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { playMatch } from '../../src/services/resimulation/play.ts';
import { sweepOnce } from '../../src/services/sweep.ts';
import { openTitles } from '../../src/services/titles/index.ts';
import { allowed, refusal } from '../support/accounts.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame } from '../support/finished-matches.ts';
import { jobsOn } from '../support/jobs.ts';

let db: TestDatabase;
beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());

test('[M4] [P1] what a match has unlocked is told once, however often the job comes, and taken back when it is void', async () => {
  const { prisma } = db.database;
  const [ann, bob] = (await createPlayers(db.database, 2)) as [string, string];
  const { matchId } = await finishBotGame(db.database, [ann, bob], '1'.repeat(32));
  const jobs = jobsOn(db.database);
  for (const step of ['verify', 'achievements', 'notify', 'notify', 'notify'] as const) {
    expect(await jobs[step](db.database, step, matchId)).toEqual([matchId]);
  }
  const told = async (playerId: string) =>
    (await prisma.notification.findMany({ where: { playerId } })).map(({ content }) => content);
  const unlocks = await prisma.unlock.findMany({ where: { playerId: ann } });
  expect(unlocks.length).toBeGreaterThan(0);
  expect(await told(ann)).toHaveLength(unlocks.length);
  expect(await told(ann)).toContainEqual({
    ...{ kind: 'achievement.unlocked', achievement: 'first-steps', matchId },
    points: unlocks.find(({ achievement }) => achievement === 'first-steps')!.points,
  });
  await voidMatch(db.database, matchId, 'a test', 'operator');
  for (const playerId of [ann, bob]) expect(await told(playerId)).toEqual([]);
});

test('[M4] [P3] what an older match, counted late, makes a later one unlock is told, and what was told before is not again', async () => {
  const { prisma } = db.database;
  const players = await createPlayers(db.database, 2);
  const pushed: string[] = [];
  const pushes = {
    ...openPushes(db.database),
    send: (to: readonly string[], push: Push) =>
      to.forEach((id) => push.type === 'achievement.unlocked' && pushed.push(`${id} ${push.achievement}`)),
  };
  const table = jobsWith({ boards: openBoards(db.database), pushes });
  const count = async (matchId: string): Promise<void> => {
    for (const step of ['verify', 'achievements', 'notify', 'achievements', 'notify'] as const) {
      await table[step](db.database, step, [matchId], playsBy(playMatch));
    }
  };
  const matchIds: string[] = [];
  for (let i = 0; i < 5; i++) {
    const { matchId } = await finishBotGame(db.database, players, String(i).repeat(32));
    await prisma.match.update({ where: { id: matchId }, data: { finishedAt: new Date(Date.UTC(2026, 0, i + 1)) } });
    matchIds.push(matchId);
  }
  for (const matchId of matchIds.slice(1)) await count(matchId);
  expect(pushed.join()).not.toContain('novice-player');
  await count(matchIds[0]!);

  const unlocks = await prisma.unlock.findMany({ where: { playerId: { in: players } } });
  const matchOf = (id: string) => unlocks.find(({ achievement }) => achievement === id)!.matchId;
  expect([matchOf('first-steps'), matchOf('novice-player')]).toEqual([matchIds[0], matchIds[4]]);
  const told = await prisma.notification.findMany({ where: { playerId: { in: players } } });
  const all = unlocks.map(({ playerId, achievement }) => `${playerId} ${achievement}`).toSorted();
  expect(pushed.toSorted()).toEqual(all);
  expect(told.map(({ playerId, about }) => `${playerId} ${about.replace('unlock:', '')}`).toSorted()).toEqual(all);
});

test('[M4] what is counted over history is told to nobody', async () => {
  const { prisma } = db.database;
  const players = await createPlayers(db.database, 2);
  const where = { playerId: { in: players } };
  const jobs = jobsOn(db.database);
  const first = await finishBotGame(db.database, players, '6'.repeat(32));
  await jobs.verify(db.database, 'verify', first.matchId);
  // As before there was the step.
  await prisma.outbox.deleteMany();
  await backfill(db.database, 'first-steps', { tell: () => undefined });
  const silent = (await prisma.unlock.findMany({ where })).map(({ achievement }) => achievement);
  expect(silent).toContain('first-steps');
  const second = await finishBotGame(db.database, players, '7'.repeat(32));
  for (const step of ['verify', 'achievements', 'notify'] as const) await jobs[step](db.database, step, second.matchId);
  for (const { about } of await prisma.notification.findMany({ where })) {
    expect(silent).not.toContain(about.replace('unlock:', ''));
  }
});

test('[M4] [P4] of an achievement that a late score takes back nothing is told any more', async () => {
  const [ann] = (await createPlayers(db.database, 1)) as [string];
  const titles = openTitles(db.database, openPushes(db.database));
  await titles.register({ id: 'pinball', title: 'Pinball', fullScore: 2_400, achievements: [] }, 'operator');
  const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute));
  const score = (minute: number, points: number) => ({
    ...{ playerId: ann, mode: 'classic' },
    ...{ score: points, at: at(minute) },
  });
  const told = async () =>
    (await db.database.prisma.notification.findMany({ where: { playerId: ann } })).map(({ about }) => about);
  await titles.submit(
    'pinball',
    Array.from({ length: 10 }, (_, i) => score(2 * i, 1_500)),
  );
  expect(await told()).toContain('unlock:consistent');
  const before = await told();
  await titles.submit('pinball', [score(9, 0)]);
  expect((await told()).toSorted()).toEqual(before.filter((about) => about !== 'unlock:consistent').toSorted());
});

test('[M4] they are told page by page, read one by one or up to one, by whom they are for, and then go', async () => {
  const [ann, bob] = (await createPlayers(db.database, 2)) as [string, string];
  const notifications = openNotifications(db.database);
  const warning = (n: number) => ({
    playerId: ann,
    about: `warned:${n}`,
    content: { kind: 'moderation.warned', reason: `warning ${n}` } as const,
  });
  await db.database.prisma.$transaction((tx) =>
    notify(
      tx,
      openPushes(db.database),
      Array.from({ length: 5 }, (_, n) => warning(n)),
    ),
  );
  const page = async (cursor?: string) => allowed(await notifications.list(ann, { cursor, limit: 2 }));
  const first = await page();
  const second = await page(first.next!);
  const third = await page(second.next!);
  expect(third.next).toBeNull();
  const all = [first, second, third].flatMap(({ items }) => items);
  expect(all.map(({ content }) => 'reason' in content && content.reason)).toEqual(
    [4, 3, 2, 1, 0].map((n) => `warning ${n}`),
  );
  expect(refusal(await notifications.list(ann, { cursor: 'nonsense', limit: 2 }))).toBe('bad-cursor');
  expect(await notifications.read(bob, { ids: [all[0]!.id] })).toBe(0);
  expect(await notifications.read(ann, { ids: [all[0]!.id, all[0]!.id] })).toBe(1);
  expect(await notifications.read(ann, { upTo: all[2]!.id })).toBe(3);
  expect(await page()).toMatchObject({ unread: 1 });
  expect(allowed(await notifications.list(ann, { unread: true, limit: 10 })).items).toEqual([all[1]]);

  await db.database.pool.query(
    `UPDATE notifications SET created_at = created_at - interval '1 year',
    read_at = read_at - interval '31 days' WHERE player_id = $1`,
    [ann],
  );
  await sweepOnce(db.database);
  expect(allowed(await notifications.list(ann, { limit: 10 })).items).toMatchObject([{ id: all[1]!.id, readAt: null }]);
});
