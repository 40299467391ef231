// Replay files of ended matches: as stored, or made of the log where that has not been compacted.

import type { Database } from '../db/client.ts';
import type { StoredLog } from '../replays/log-file.ts';
import { ReplayFile } from '../replays/replay-file.ts';
import { Refused } from './refused.ts';
import type { Resimulation } from './resimulation/index.ts';
import type { MadeReplay } from './resimulation/replay.ts';
import { keptLogs } from './stored-logs.ts';
import { zstd } from './zstd.ts';

export interface Replay {
  readonly bytes: Uint8Array;
  /** It is what is stored, and will never be another. */
  readonly isFinal: boolean;
}

/** Replays that were made, and are kept for who asks next. */
const mostMade = 16;

export type Replays = ReturnType<typeof openReplays>;

export function openReplays({ prisma }: Database, resimulation: Pick<Resimulation, 'replay'>) {
  /** Those asked for last come last. One on which somebody waits is there, too: who asks meanwhile waits for the same. */
  const made = new Map<string, Promise<MadeReplay>>();

  function make(id: string, log: StoredLog): Promise<MadeReplay> {
    // The last piece of a log may come after the match was aborted.
    const key = `${id} ${log.chunks.length}`;
    const replay = made.get(key) ?? resimulation.replay(log);
    made.delete(key);
    made.set(key, replay);
    replay.catch(() => made.delete(key));
    for (const oldest of made.keys()) if (made.size > mostMade) made.delete(oldest);
    return replay;
  }

  return {
    /** That of a match whose log has been compacted. */
    async stored(id: string): Promise<ReplayFile | undefined> {
      const replay = await prisma.replay.findUnique({ where: { matchId: id } });
      return replay ? new ReplayFile(replay.bytes, zstd) : undefined;
    },

    /** That of a match that has ended; undefined where there is no such match. */
    async get(id: string): Promise<Replay | Refused<'no-replay' | 'still-running'> | undefined> {
      const match = await prisma.match.findUnique({ where: { id }, select: { status: true } });
      if (!match) return undefined;
      if (match.status === 'running') {
        return new Refused('still-running', 'A match has a replay once it has ended; its log can be had now.');
      }
      const kept = (await keptLogs(prisma, [id])).get(id)!;
      if ('replay' in kept) return { bytes: kept.replay, isFinal: true };
      const replay = await make(id, kept);
      if ('bytes' in replay) return { bytes: replay.bytes, isFinal: false };
      return new Refused('no-replay', `${replay.fault}: only the log of this match can be had.`);
    },
  };
}
