// Puts a compact replay in the place of a verified match's chunks.

import { NotCompactable } from '../replays/compact.ts';
import { toReplay } from './replays.ts';
import type { Transaction } from './results.ts';
import { readLog } from './stored-logs.ts';

/** Leaves the chunks of a log that would not come out of its replay as it is, and those of one that was found false. */
export async function compactMatch(tx: Transaction, matchId: string): Promise<void> {
  const match = await tx.match.findUniqueOrThrow({ where: { id: matchId }, include: { replay: true } });
  if (!match.verified || match.replay) return;
  let bytes: Uint8Array;
  try {
    bytes = toReplay(await readLog(tx, match));
  } catch (error) {
    if (error instanceof NotCompactable) return;
    throw error;
  }
  await tx.replay.create({ data: { matchId, bytes: Buffer.from(bytes) } });
  await tx.matchChunk.deleteMany({ where: { matchId } });
}
