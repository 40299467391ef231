// What is told in one process is heard in every other.

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/db/client.ts';
import type { Push } from '../../src/queues/pushes.ts';
import { openPushes, receivePushes } from '../../src/services/pushes.ts';
import { cuttablePath } from '../support/cuttable-path.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const fail = (error: Error): void => expect.unreachable(error.message);
const ids = (count: number): string[] => Array.from({ length: count }, () => crypto.randomUUID());
const unlocked: Push = { type: 'achievement.unlocked', achievement: 'first-steps', points: 10, matchId: null };

let db: TestDatabase;
beforeAll(async () => void (db = await testDatabase()));
afterAll(() => db.drop());

test('[H9] every process hears what any process tells, in order, however many it is told to', async () => {
  const heard: [number, readonly string[], Push][] = [];
  const processes = [1, 2].map((process) => {
    const database = openDatabase(db.url);
    const pushes = openPushes(database, fail);
    pushes.listen((playerIds, push) => heard.push([process, playerIds, push]));
    return { database, pushes };
  });
  const receivers = await Promise.all(processes.map(({ pushes }) => receivePushes(db.url, pushes, fail)));
  const many = ids(1_000);
  processes[0]!.pushes.send([], unlocked);
  processes[0]!.pushes.send(many, unlocked);
  processes[0]!.pushes.send(many.slice(0, 1), { ...unlocked, points: 20 });
  for (const process of [1, 2]) {
    const own = () => heard.filter(([by]) => by === process);
    await expect.poll(() => own().at(-1)?.[2]).toEqual({ ...unlocked, points: 20 });
    expect(
      own()
        .slice(0, -1)
        .flatMap(([, playerIds]) => playerIds),
    ).toEqual(many);
  }
  for (const { stop } of receivers) await stop();
  for (const { database } of processes) await database.close();
});

test('[C5] [H9] they are heard again after the connection was lost', async () => {
  const pushes = openPushes(db.database, fail);
  const heard: Push[] = [];
  pushes.listen((_, push) => heard.push(push));
  const lost: Error[] = [];
  const receiver = await receivePushes(db.url, pushes, (error) => lost.push(error));
  await db.database.pool.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'arbiter pushes' AND datname = current_database()`,
  );
  await expect.poll(() => lost.length).toBe(1);
  await expect
    .poll(() => {
      pushes.send(ids(1), unlocked);
      return heard.length;
    })
    .toBeGreaterThan(0);
  await receiver.stop();
});

test('[C5] [H9] they are heard once, however often the connection was lost before it listened', async () => {
  let refused = 0;
  const path = await cuttablePath(db.url, (bytes, connection) => {
    const refuses = connection > 1 && refused < 3 && bytes.includes('LISTEN');
    if (refuses) refused += 1;
    return refuses;
  });
  const pushes = openPushes(db.database, fail);
  const heard: Push[] = [];
  pushes.listen((_, push) => heard.push(push));
  const receiver = await receivePushes(path.url, pushes, () => undefined);
  path.cut();
  await expect.poll(() => refused).toBe(3);
  await expect
    .poll(() => {
      pushes.send(ids(1), unlocked);
      return heard.length;
    })
    .toBeGreaterThan(0);
  // Another connection would be there by now.
  await sleep(1_000);
  pushes.send(ids(1), { ...unlocked, points: 20 });
  pushes.send(ids(1), { ...unlocked, points: 30 });
  await expect.poll(() => heard.at(-1)).toEqual({ ...unlocked, points: 30 });
  expect(heard.filter((push) => 'points' in push && push.points === 20)).toHaveLength(1);
  await receiver.stop();
});
