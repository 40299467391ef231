// Compaction in the database: the replay takes the place of the chunks, and nobody notices.

import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { jobsOn } from '../../support/jobs.ts';
import type { PipelineStep } from '../../../src/queues/pipeline.ts';
import { chain } from '../../../src/replays/chain.ts';
import { toFile } from '../../../src/replays/log-file.ts';
import { isReplay } from '../../../src/replays/replay-file.ts';
import { openMatches } from '../../../src/services/matches.ts';
import { type MatchFile, openReplays } from '../../../src/services/replays.ts';
import { openResimulation } from '../../../src/services/resimulation/index.ts';
import { sha256 } from '../../../src/services/sha256.ts';
import { testDatabase, type TestDatabase } from '../../support/database.ts';
import { createPlayers, finishBotGame, testSigner } from '../../support/finished-matches.ts';

let db: TestDatabase;
let matchId: string;
beforeEach(async () => {
  db = await testDatabase();
  ({ matchId } = await finishBotGame(db.database, await createPlayers(db.database, 2), '7'.repeat(32)));
});
afterEach(() => db.drop());
const resimulation = openResimulation();
afterAll(() => resimulation.close());

const run = (step: PipelineStep) => jobsOn(db.database)[step](db.database, step, matchId);
const file = async () => toFile((await openMatches(db.database, 0, testSigner).log(matchId))!);
/** Whoever asks asks the same service. */
const replays = () => {
  const made: string[] = [];
  const { get, log } = openReplays(db.database, {
    replay: (kept) => (made.push('replay'), resimulation.replay(kept)),
    logFile: (kept) => (made.push('log'), resimulation.logFile(kept)),
  });
  return { get: () => get(matchId) as Promise<MatchFile>, log: () => log(matchId) as Promise<MatchFile>, made };
};
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
  const replay = await replays().get();
  expect(replay.isFinal).toBe(true);
  expect(isReplay(replay.bytes)).toBe(true);
});

test('[L5] a log that was compacted is unpacked once, however many ask for it', async () => {
  const { log, made } = replays();
  const before = await log();
  expect(made).toEqual([]);
  await run('verify');
  await run('compact');
  const answers = await Promise.all([log(), log(), log()]);
  answers.push(await log());
  expect(made).toEqual(['log']);
  for (const { bytes } of answers) expect(Buffer.from(bytes)).toEqual(Buffer.from(before.bytes));
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
  const { get } = replays();
  const early = await get();
  expect(early.isFinal).toBe(false);
  await run('verify');
  await run('compact');
  const late = await get();
  expect(late.isFinal).toBe(true);
  expect(Buffer.from(late.bytes)).toEqual(Buffer.from(early.bytes));
});

test.each(['aborted', 'false'])(
  '[L5] a match that is %s is played once, however many ask for its replay',
  async (what) => {
    if (what === 'aborted') await db.database.pool.query(`UPDATE matches SET status = 'aborted', verified = NULL`);
    else await db.database.pool.query('DELETE FROM match_chunks WHERE "index" = 1');
    const { get, made } = replays();
    const answers = await Promise.all([get(), get(), get(), get()]);
    answers.push(await get());
    expect(made).toEqual(['replay']);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    // What was still on its way when the match ended.
    await db.database.pool.query('DELETE FROM match_chunks WHERE "index" = 2');
    await get();
    expect(made).toEqual(['replay', 'replay']);
  },
);

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
  const { get } = replays();
  expect(await get()).toMatchObject({ reason: 'no-replay' });
  await db.database.pool.query('DELETE FROM match_chunks WHERE "index" = 1');
  const detail = expect.stringMatching(/^the log can not be played: tick \d+/);
  expect(await get()).toMatchObject({ reason: 'no-replay', detail });
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
  expect(await replays().get()).toMatchObject({ detail: expect.stringMatching(/not in its canonical form/) });
});
