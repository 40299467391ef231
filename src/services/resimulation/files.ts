// A match as a file of the other kind than it is kept: the replay of one without a result, say, or the log of one that was
// compacted.

import { gameById } from '../../games/index.ts';
import { rulesOf } from '../../games/kit/index.ts';
import { compact, NotCompactable } from '../../replays/compact.ts';
import { decodeHeader } from '../../replays/log-codec.ts';
import { type StoredLog, toFile } from '../../replays/log-file.ts';
import { sha256 } from '../sha256.ts';
import { type KeptLog, unpackLog } from '../stored-logs.ts';
import { zstd } from '../zstd.ts';

/** A replay, or why there can be none. */
export type MadeReplay = { readonly bytes: Uint8Array } | { readonly fault: string };

/** What nobody vouches for may be anything: that it can't be played is a finding, too. */
export function makeReplay(log: StoredLog): MadeReplay {
  try {
    return { bytes: toReplay(log) };
  } catch (error) {
    const { message } = error as Error;
    return { fault: error instanceof NotCompactable ? message : `the log can not be played: ${message}` };
  }
}

/** Throws NotCompactable, or Divergence where the log is not one that its rules would have written. */
function toReplay(log: StoredLog): Uint8Array {
  const [first] = log.chunks;
  if (!first) throw new NotCompactable('the log has no chunks');
  const header = decodeHeader(first.bytes);
  const game = gameById(header.game);
  const rules = game && rulesOf(game, header.rules);
  if (!rules) throw new NotCompactable(`rules version ${header.rules} of ${header.game} is not kept here`);
  return compact(log, { rules, sha256 }, zstd);
}

export const makeLogFile = (kept: KeptLog): Uint8Array => toFile(unpackLog(kept));
