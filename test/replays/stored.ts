// Logs as they are stored: cut into chunks of any sizes, signed where they have an end.

import type { MatchLog } from '../../src/games/kit/index.ts';
import type { StoredLog } from '../../src/replays/log-file.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { signHead } from '../../src/replays/signed-head.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testSigner } from '../support/finished-matches.ts';

const matchId = '01234567-89ab-4cde-8f01-23456789abcd';

/** Chunks of so many entries, again and again. */
export function stored({ header, entries }: MatchLog, sizes: readonly number[] = [20]): StoredLog {
  const writer = new LogWriter({ ...header, matchId }, sha256);
  const chunks = [writer.first];
  for (let at = 0; at < entries.length;) {
    const size = sizes[(chunks.length - 1) % sizes.length]!;
    chunks.push(writer.entries(entries.slice(at, at + size)));
    at += size;
  }
  if (entries.at(-1)?.kind !== 'end') return { chunks, head: undefined };
  return { chunks, head: signHead({ matchId, ...writer.summary(), chainHash: chunks.at(-1)!.hash }, testSigner) };
}
