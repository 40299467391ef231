// Reports of finished matches: made for who asks first, stored once the match is verified, kept from whoever still plays.

import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chess } from '../../src/games/chess/index.ts';
import { headerOf } from '../../src/games/kit/index.ts';
import { jobsOn } from '../support/jobs.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { REPORT_VERSION, type Report } from '../../src/replays/report.ts';
import { openMatches } from '../../src/services/matches.ts';
import { openReports } from '../../src/services/reports.ts';
import { openResimulation } from '../../src/services/resimulation/index.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { createPlayers, finishBotGame, testSigner } from '../support/finished-matches.ts';

let db: TestDatabase;
beforeEach(async () => {
  db = await testDatabase();
});
afterEach(() => db.drop());
const resimulation = openResimulation();
afterAll(() => resimulation.close());

const finished = async (mode: 'blitz' | 'untimed' = 'blitz'): Promise<string> =>
  (await finishBotGame(db.database, await createPlayers(db.database, 2), '5'.repeat(32), { mode })).matchId;
const stored = (matchId: string) => db.database.prisma.report.findUnique({ where: { matchId } });
const get = (matchId: string) => openReports(db.database, resimulation).get(matchId);

describe('[L7] the report of a match', () => {
  test.each(['blitz', 'untimed'] as const)('in %s is stored when it is asked for first', async (mode) => {
    const matchId = await finished(mode);
    expect(await jobsOn(db.database).verify(db.database, 'verify', matchId)).toEqual([matchId]);
    expect(await stored(matchId)).toBeNull();
    const made = await get(matchId);
    const row = await stored(matchId);
    expect(row?.version).toBe(REPORT_VERSION);
    expect(row!.report).toEqual(made);
    const { ticks, reason } = await db.database.prisma.match.findUniqueOrThrow({ where: { id: matchId } });
    expect(row!.report).toMatchObject({ ticks, outcome: { reason } });
  });

  test('is made at once before the match is verified, and kept from then on', async () => {
    const matchId = await finished();
    const early = (await get(matchId)) as Report;
    expect(early.timeline.at(-1)).toMatchObject({ kind: 'end' });
    expect(await stored(matchId)).toBeNull();
    await jobsOn(db.database).verify(db.database, 'verify', matchId);
    expect(await get(matchId)).toEqual(early);
    expect((await stored(matchId))?.report).toEqual(early);
  });

  test('is made once before the match is verified, however many ask for it', async () => {
    const matchId = await finished();
    let made = 0;
    const reports = openReports(db.database, { report: (log) => (made++, resimulation.report(log)) });
    const answers = await Promise.all([reports.get(matchId), reports.get(matchId)]);
    answers.push(await reports.get(matchId));
    expect(made).toBe(1);
    expect(new Set(answers)).toEqual(new Set([answers[0]]));
  });

  test('is the same once the log is kept as a compact replay', async () => {
    const matchId = await finished();
    await jobsOn(db.database).verify(db.database, 'verify', matchId);
    const before = await get(matchId);
    await jobsOn(db.database).compact(db.database, 'compact', matchId);
    await db.database.prisma.report.delete({ where: { matchId } });
    expect(await get(matchId)).toEqual(before);
    expect((await stored(matchId))?.report).toEqual(before);
  });

  test('is made anew when it is of another version', async () => {
    const matchId = await finished();
    await jobsOn(db.database).verify(db.database, 'verify', matchId);
    await get(matchId);
    await db.database.prisma.report.update({ where: { matchId }, data: { version: 0, report: {} } });
    expect(await get(matchId)).toMatchObject({ version: REPORT_VERSION });
    expect((await stored(matchId))?.version).toBe(REPORT_VERSION);
  });

  test('is not given of a match that runs, was aborted, was found false, or never was', async () => {
    const matches = openMatches(db.database, 0, testSigner);
    const [matchId, unknown] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
    const seats = await createPlayers(db.database, 2);
    const header = headerOf(chess, { matchId, mode: 'blitz', seed: '1'.repeat(32), seats });
    await matches.open(header, true, new LogWriter(header, sha256).first);
    expect(await get(matchId)).toBe('running');
    await matches.abort(matchId, 'server_error');
    expect(await get(matchId)).toBeUndefined();
    expect(await get(unknown)).toBeUndefined();
    const other = await finished();
    await db.database.prisma.match.update({ where: { id: other }, data: { verified: false } });
    expect(await get(other)).toBeUndefined();
  });
});
