// Matches as files, replays and logs: what is stored in the one form is made into the other for who asks, in a thread of
// its own.

import type { Database } from '../db/client.ts';
import { toFile } from '../replays/log-file.ts';
import { ReplayFile } from '../replays/replay-file.ts';
import { lately } from './lately.ts';
import { Refused } from './refused.ts';
import type { Resimulation } from './resimulation/index.ts';
import type { MadeReplay } from './resimulation/files.ts';
import { keptLogs } from './stored-logs.ts';
import { zstd } from './zstd.ts';

export interface MatchFile {
  readonly bytes: Uint8Array;
  /** It is what is stored, and will never be another. */
  readonly isFinal: boolean;
}

/** Files of each kind that were made, and are kept for who asks next. */
const mostKept = 16;

export function openReplays({ prisma }: Database, resimulation: Pick<Resimulation, 'logFile' | 'replay'>) {
  const replays = lately<MadeReplay>(mostKept);
  const logs = lately<Uint8Array>(mostKept);
  return {
    /** That of a match whose log has been compacted. */
    async stored(id: string): Promise<ReplayFile | undefined> {
      const replay = await prisma.replay.findUnique({ where: { matchId: id } });
      return replay ? new ReplayFile(replay.bytes, zstd) : undefined;
    },

    /** That of a match that has ended; undefined where there is no such match. */
    async get(id: string): Promise<MatchFile | Refused<'no-replay' | 'still-running'> | undefined> {
      const match = await prisma.match.findUnique({ where: { id }, select: { status: true } });
      if (!match) return undefined;
      if (match.status === 'running') {
        return new Refused('still-running', 'A match has a replay once it has ended; its log can be had now.');
      }
      const kept = (await keptLogs(prisma, [id])).get(id)!;
      if ('replay' in kept) return { bytes: kept.replay, isFinal: true };
      // The last piece of a log may come after the match was aborted.
      const made = await replays(`${id} ${kept.chunks.length}`, () => resimulation.replay(kept));
      if ('bytes' in made) return { bytes: made.bytes, isFinal: false };
      return new Refused('no-replay', `${made.fault}: only the log of this match can be had.`);
    },

    /** The log as written so far; undefined where there is no such match. */
    async log(id: string): Promise<MatchFile | undefined> {
      const kept = (await keptLogs(prisma, [id])).get(id);
      if (!kept) return undefined;
      const bytes = 'replay' in kept ? await logs(id, () => resimulation.logFile(kept)) : toFile(kept);
      return { bytes, isFinal: false };
    },
  };
}
