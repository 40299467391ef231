// Notifications: written once with what they tell of, read in pages, and taken back when it was not so.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { withdrawMatch } from '../../src/services/achievements/withdraw.ts';
import { voidMatch } from '../../src/services/ladders/void.ts';
import { notify, openNotifications } from '../../src/services/notifications.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { sweepOnce } from '../../src/services/sweep.ts';
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
  await withdrawMatch(db.database, matchId);
  for (const playerId of [ann, bob]) expect(await told(playerId)).toEqual([]);
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
