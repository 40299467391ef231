// Judging logs as a stranger would: from the file that the API serves, with the keys that it publishes.

import { gameById } from '../../src/games/index.ts';
import { readFile } from '../../src/replays/log-file.ts';
import type { Trust } from '../../src/replays/seal.ts';
import type { Verdict } from '../../src/replays/verdict.ts';
import { verify } from '../../src/replays/verify.ts';
import { verifyEd25519 } from '../../src/services/ed25519.ts';
import { sha256 } from '../../src/services/sha256.ts';

export async function downloadLog(endpoint: string, matchId: string): Promise<Uint8Array> {
  const response = await fetch(`${endpoint}/api/v1/matches/${matchId}/log`);
  if (!response.ok) throw new Error(await response.text());
  return new Uint8Array(await response.arrayBuffer());
}

/** Trusts the keys that a server publishes. */
export async function trustIn(endpoint: string): Promise<Trust> {
  const response = await fetch(`${endpoint}/api/v1/log-keys`);
  const { keys } = (await response.json()) as { keys: { kid: string; x: string }[] };
  return { keys: new Map(keys.map(({ kid, x }) => [kid, Buffer.from(x, 'base64url')])), verifyEd25519 };
}

/** Without `trust` signatures are not looked at. */
export function judge(file: Uint8Array, trust?: Trust): Verdict {
  return verify(readFile(file), { gameById, sha256, trust });
}
