// Compaction in the database: the replay takes the place of the chunks, and nobody notices.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { jobsOn } from '../support/jobs.ts';
import type { PipelineStep } from '../../src/queues/pipeline.ts';
import { chain } from '../../src/replays/chain.ts';
import { NotCompactable } from '../../src/replays/compact.ts';
import { toFile } from '../../src/replays/log-file.ts';
import { isReplay } from '../../src/replays/replay-file.ts';
import { openMatches } from '../../src/services/matches.ts';
import { openReplays } from '../../src/services/replays.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame, testSigner } from '../support/finished-matches.ts';

let db: TestDatabase;
let matchId: string;
beforeEach(async () => {
  db = await testDatabase();
  ({ matchId } = await finishBotGame(db.database, await createPlayers(db.database, 2), '7'.repeat(32)));
});
afterEach(() => db.drop());

const run = (step: PipelineStep) => jobsOn(db.database)[step](db.database, step, matchId);
const file = async () => toFile((await openMatches(db.database, 0, testSigner).log(matchId))!);
const stored = async () => {
  const { prisma } = db.database;
  return { chunks: await prisma.matchChunk.count(), replays: await prisma.replay.count() };
};

test('[L5] a verified log becomes a replay, out of which the same log is served and verified again', async () => {
  const before = await file();
  await run('verify');
  await run('compact');
  expect(await stored()).toEqual({ chunks: 0, replays: 1 });
  expect(await file()).toEqual(before);
  await db.database.prisma.match.update({ where: { id: matchId }, data: { verified: null } });
  await db.database.prisma.applied.deleteMany({ where: { consumer: 'verify' } });
  expect(await run('verify')).toEqual([matchId]);
  expect(await db.database.prisma.match.findUnique({ where: { id: matchId } })).toMatchObject({
    verified: true,
    verdict: null,
  });
  const replay = await openReplays(db.database).get(matchId);
  expect(replay!.isFinal).toBe(true);
  expect(isReplay(replay!.bytes)).toBe(true);
});

test('[L5] [P1] however often a compaction is delivered, also at the same time, it happens once', async () => {
  const before = await file();
  await run('verify');
  expect(await Promise.all([run('compact'), run('compact'), run('compact')])).toEqual([
    [matchId],
    [matchId],
    [matchId],
  ]);
  expect(await stored()).toEqual({ chunks: 0, replays: 1 });
  expect(await file()).toEqual(before);
});

test('[L5] a replay before compaction is the one that is stored later', async () => {
  const { get } = openReplays(db.database);
  const early = await get(matchId);
  expect(early!.isFinal).toBe(false);
  await run('verify');
  await run('compact');
  const late = await get(matchId);
  expect(late!.isFinal).toBe(true);
  expect(Buffer.from(late!.bytes)).toEqual(Buffer.from(early!.bytes));
});

test('[L5] a compaction that is delivered before the verdict is not done, and not noted as done', async () => {
  expect(await run('compact')).toEqual([]);
  expect(await stored()).toEqual({ chunks: 3, replays: 0 });
  await run('verify');
  await run('compact');
  expect(await stored()).toEqual({ chunks: 0, replays: 1 });
});

test('[L5] a match that is not verified keeps its chunks as evidence', async () => {
  await db.database.pool.query('UPDATE match_seats SET rank = 4 - rank');
  const before = await file();
  await run('verify');
  await run('compact');
  expect(await stored()).toEqual({ chunks: 3, replays: 0 });
  expect(await file()).toEqual(before);
});

test('[L5] [L6] a log that was tampered with has no replay, and says why', async () => {
  await db.database.pool.query(`UPDATE match_chunks SET bytes = set_byte(bytes, 5, 99) WHERE "index" = 1`);
  const { get } = openReplays(db.database);
  await expect(get(matchId)).rejects.toThrow(NotCompactable);
  await db.database.pool.query('DELETE FROM match_chunks WHERE "index" = 1');
  await expect(get(matchId)).rejects.toThrow(/^the log can not be played: tick \d+/);
});

test('[L5] a log in a form that no room writes now keeps its chunks, and goes through the pipeline', async () => {
  const { prisma } = db.database;
  const [, , last] = await prisma.matchChunk.findMany({ where: { matchId }, orderBy: { index: 'asc' } });
  // An integer in more bytes than it takes: the same entry, which would be written otherwise.
  const kind = last!.bytes[1]!;
  const bytes = Uint8Array.from([last!.bytes[0]!, 0xcc, kind, ...last!.bytes.slice(2)]);
  const previous = await prisma.matchChunk.findFirstOrThrow({ where: { matchId, index: 1 } });
  const { hash } = chain(previous.hash, bytes, sha256);
  await prisma.matchChunk.update({
    where: { matchId_index: { matchId, index: 2 } },
    data: { bytes: Buffer.from(bytes), hash: Buffer.from(hash) },
  });
  await prisma.match.update({ where: { id: matchId }, data: { verified: true } });
  await prisma.applied.create({ data: { consumer: 'verify', matchId } });
  const before = await file();
  expect(await run('compact')).toEqual([matchId]);
  expect(await stored()).toEqual({ chunks: 3, replays: 0 });
  expect(await file()).toEqual(before);
  await expect(openReplays(db.database).get(matchId)).rejects.toThrow(/not in its canonical form/);
});
