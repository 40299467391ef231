// Judging logs as a stranger would: from the file that the API serves.

import { gameById } from '../../src/games/index.ts';
import { type Chunk, fromFile } from '../../src/replays/chain.ts';
import { type Verdict, verify } from '../../src/replays/verify.ts';
import { sha256 } from '../../src/services/sha256.ts';

export async function downloadLog(endpoint: string, matchId: string): Promise<Uint8Array> {
  const response = await fetch(`${endpoint}/api/v1/matches/${matchId}/log`);
  if (!response.ok) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
}

/** What is not even a log file counts as not verified. */
export function judge(file: Uint8Array): Verdict {
  let chunks: Chunk[];
  try {
    chunks = fromFile(file);
  } catch (error) {
    return { verified: false, what: (error as Error).message };
  }
  return verify(chunks, gameById, sha256);
}
