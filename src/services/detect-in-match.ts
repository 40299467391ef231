// Asks the detectors of cheating about a verified match, and opens cases for what they find.

import { detect } from '../anticheat/index.ts';
import type { Refusals } from '../anticheat/kit.ts';
import { review } from '../anticheat/review.ts';
import { gameById } from '../games/index.ts';
import { decodeLog } from '../replays/log-codec.ts';
import { report } from './cases.ts';
import { pairingOf } from './pairing.ts';
import type { Transaction } from './results.ts';
import { readLog } from './stored-logs.ts';

/** An unrated match is nobody's loss, and is not looked at. */
export async function detectInMatch(tx: Transaction, matchId: string): Promise<void> {
  const match = await tx.match.findUniqueOrThrow({
    where: { id: matchId },
    include: { seats: { orderBy: { seat: 'asc' } } },
  });
  const game = gameById(match.game);
  if (!match.rated || !game) return;
  const { chunks } = await readLog(tx, match);
  const log = decodeLog(chunks.map(({ bytes }) => bytes));
  const beside = {
    refusals: match.seats.map(({ refusals }) => (refusals ?? []) as unknown as Refusals[]),
    pairing: await pairingOf(tx, match),
  };
  const playerIds = match.seats.map(({ playerId }) => playerId);
  await report(tx, matchId, playerIds, detect(review(game, log, beside)));
}
