// Logs as they are in PostgreSQL: in the chunks that a room wrote, and once compacted in their replay.

import type { Transaction } from '../db/client.ts';
import { expand } from '../replays/compact.ts';
import type { StoredLog } from '../replays/log-file.ts';
import { ReplayFile } from '../replays/replay-file.ts';
import { sha256 } from './sha256.ts';
import { zstd } from './zstd.ts';

const HASH_LENGTH = 32;

/** A log whichever way it is kept. */
export type KeptLog = StoredLog | { readonly replay: Uint8Array };

export const unpackLog = (kept: KeptLog): StoredLog =>
  'replay' in kept ? expand(new ReplayFile(kept.replay, zstd), sha256) : kept;

/** A match's log as far as it is written. */
export async function readLog(prisma: Transaction, matchId: string): Promise<StoredLog> {
  return unpackLog((await keptLogs(prisma, [matchId])).get(matchId)!);
}

/** The logs of matches, by their ids. */
export async function keptLogs(prisma: Transaction, matchIds: readonly string[]): Promise<Map<string, KeptLog>> {
  const ids = [...matchIds];
  // In this order: chunks are taken away in the transaction that brings the replay.
  const rows = await prisma.$queryRaw<InChunks[]>`
    SELECT id, head, hashes, bytes, lengths FROM matches LEFT JOIN LATERAL (
      SELECT string_agg(hash, '' ORDER BY index) AS hashes, string_agg(bytes, '' ORDER BY index) AS bytes,
             array_agg(length(bytes) ORDER BY index) AS lengths
      FROM match_chunks WHERE match_id = id) AS chunks ON true
    WHERE id = ANY(${ids}::uuid[])`;
  const rest = rows.filter(({ bytes }) => !bytes).map(({ id }) => id);
  const compacted = rest.length > 0 ? await prisma.replay.findMany({ where: { matchId: { in: rest } } }) : [];
  const replays = new Map(compacted.map(({ matchId, bytes }) => [matchId, bytes]));
  return new Map(
    rows.map((row): [string, KeptLog] => {
      const replay = replays.get(row.id);
      return [row.id, replay ? { replay } : inChunks(row)];
    }),
  );
}

/** All chunks of a match in one row; null where it has none. */
interface InChunks {
  readonly id: string;
  readonly head: Uint8Array | null;
  readonly hashes: Uint8Array | null;
  readonly bytes: Uint8Array | null;
  readonly lengths: readonly number[] | null;
}

function inChunks({ head, hashes, bytes, lengths }: InChunks): StoredLog {
  let end = 0;
  const chunks = (lengths ?? []).map((length, i) => {
    end += length;
    return {
      bytes: bytes!.subarray(end - length, end),
      hash: hashes!.subarray(i * HASH_LENGTH, (i + 1) * HASH_LENGTH),
    };
  });
  return { chunks, head: head ?? undefined };
}
