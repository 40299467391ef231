// Replay files of ended matches: as stored, or made of the log where that has not been compacted.

import type { Database } from '../db/client.ts';
import { gameById } from '../games/index.ts';
import { rulesOf } from '../games/kit/index.ts';
import { compact, NotCompactable } from '../replays/compact.ts';
import { decodeHeader } from '../replays/log-codec.ts';
import type { StoredLog } from '../replays/log-file.ts';
import { ReplayFile } from '../replays/replay-file.ts';
import { sha256 } from './sha256.ts';
import { readLog } from './stored-logs.ts';
import { zstd } from './zstd.ts';

export interface Replay {
  readonly bytes: Uint8Array;
  /** It is what is stored, and will never be another. */
  readonly isFinal: boolean;
}

export type Replays = ReturnType<typeof openReplays>;

export function openReplays({ prisma }: Database) {
  return {
    /** That of a match whose log has been compacted. */
    async stored(id: string): Promise<ReplayFile | undefined> {
      const replay = await prisma.replay.findUnique({ where: { matchId: id } });
      return replay ? new ReplayFile(replay.bytes, zstd) : undefined;
    },

    /** That of a match that has ended; undefined where there is none. Throws NotCompactable where the log can't be one. */
    async get(id: string): Promise<Replay | undefined> {
      const match = await prisma.match.findUnique({ where: { id }, include: { replay: true } });
      if (!match || match.status === 'running') return undefined;
      if (match.replay) return { bytes: match.replay.bytes, isFinal: true };
      const log = await readLog(prisma, id);
      try {
        return { bytes: toReplay(log), isFinal: false };
      } catch (error) {
        // What nobody vouches for may be anything.
        if (match.verified || error instanceof NotCompactable) throw error;
        throw new NotCompactable(`the log can not be played: ${(error as Error).message}`, { cause: error });
      }
    },
  };
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
