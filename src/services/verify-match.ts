// The second, independent judge: plays a finished match again from its log before any rating moves.

import { gameById } from '../games/index.ts';
import { verify } from '../replays/verify.ts';
import { storedTrust } from './log-keys.ts';
import { readLog } from './stored-logs.ts';
import { endOfPipeline, type Transaction } from './results.ts';
import { hashOfRules } from './rules-hash.ts';
import { sha256 } from './sha256.ts';

/** Stores the verdict. Nothing follows for a match that is found false; its log is kept as evidence. */
export async function verifyMatch(tx: Transaction, matchId: string): Promise<void | typeof endOfPipeline> {
  const match = await tx.match.findUniqueOrThrow({
    where: { id: matchId },
    include: { seats: { orderBy: { seat: 'asc' } } },
  });
  const log = await readLog(tx, match);
  const verdict = verify(log, { gameById, sha256, rulesHash: hashOfRules, trust: await storedTrust(tx) });
  const ranks = match.seats.map(({ rank }) => rank);
  // The row that is rated must say what the log says.
  const sameResult =
    verdict.verified && verdict.outcome.reason === match.reason && verdict.outcome.ranks.join() === ranks.join();
  const what = verdict.verified ? (sameResult ? null : 'the stored result is not the one of the log') : verdict.what;
  await tx.match.update({ where: { id: matchId }, data: { verified: what === null, verdict: what } });
  if (what !== null) return endOfPipeline;
}
