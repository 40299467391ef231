// Logs as they are in PostgreSQL: in the chunks that a room wrote, and once compacted in their replay.

import type { Prisma } from '../db/generated/client.ts';
import { expand } from '../replays/compact.ts';
import type { StoredLog } from '../replays/log-file.ts';
import { ReplayFile } from '../replays/replay-file.ts';
import { sha256 } from './sha256.ts';
import { zstd } from './zstd.ts';

/** A match's log as far as it is written, whichever way it is kept. */
export async function readLog(
  prisma: Prisma.TransactionClient,
  { id, head }: { readonly id: string; readonly head: Uint8Array | null },
): Promise<StoredLog> {
  // In this order: chunks are taken away in the transaction that brings the replay.
  const chunks = await prisma.matchChunk.findMany({ where: { matchId: id }, orderBy: { index: 'asc' } });
  const replay = chunks.length > 0 ? null : await prisma.replay.findUnique({ where: { matchId: id } });
  if (!replay) return { chunks, head: head ?? undefined };
  return expand(new ReplayFile(replay.bytes, zstd), sha256);
}
