// Makes the report of a match from its log: once by the job that follows verification, or whenever it is asked for first.

import { gameById } from '../games/index.ts';
import { plain } from '../games/kit/index.ts';
import { decodeLog } from '../replays/log-codec.ts';
import { report, type Report, REPORT_VERSION } from '../replays/report.ts';
import type { Transaction } from './results.ts';
import { sha256 } from './sha256.ts';
import { readLog } from './stored-logs.ts';

/** Stores the report of a finished match, if its game has analysis. */
export async function analyseMatch(tx: Transaction, matchId: string): Promise<void> {
  const made = await makeReport(tx, matchId);
  if (made) await storeReport(tx, matchId, made);
}

/** Undefined for a game without analysis, and for a log of rules that are not the present ones. */
export async function makeReport(tx: Transaction, matchId: string): Promise<Report | undefined> {
  const { chunks } = await readLog(tx, { id: matchId, head: null });
  const log = decodeLog(chunks.map(({ bytes }) => bytes));
  const game = gameById(log.header.game);
  return game && report(game, log, { make: plain, sha256 });
}

export async function storeReport(tx: Transaction, matchId: string, made: Report): Promise<void> {
  // Through JSON, as its readers will have it: what is undefined is left out.
  const content = { version: REPORT_VERSION, report: JSON.parse(JSON.stringify(made)) as object };
  await tx.report.upsert({ where: { matchId }, create: { matchId, ...content }, update: content });
}
