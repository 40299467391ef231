// Judges a replay file: its log as any log, and its keyframes by what the match had come to at their ticks.

import { rulesOf } from '../games/kit/index.ts';
import type { Zstd } from './columns.ts';
import { expand, wrongKeyframe } from './compact.ts';
import { decodeLog } from './log-codec.ts';
import type { StoredLog } from './log-file.ts';
import { ReplayFile } from './replay-file.ts';
import type { Verdict } from './verdict.ts';
import { type Judge, verify } from './verify.ts';

/** As `verify`; a seek in a replay that is verified shows what was played. */
export function verifyReplay(file: Uint8Array, zstd: Pick<Zstd, 'decompress'>, judge: Judge): Verdict {
  let replay: ReplayFile;
  let log: StoredLog;
  try {
    replay = new ReplayFile(file, zstd);
    log = expand(replay, judge.sha256);
  } catch (error) {
    const what = `the replay is damaged: ${(error as Error).message}`;
    return { verified: false, what, place: { part: 'log' }, signature: 'not_checked' };
  }
  const verdict = verify(log, judge);
  if (!verdict.verified) return verdict;
  const match = decodeLog(log.chunks.map(({ bytes }) => bytes));
  // A verified log is one whose rules are kept.
  const rules = rulesOf(judge.gameById(match.header.game)!, match.header.rules)!;
  const tick = wrongKeyframe(match, replay, { rules, sha256: judge.sha256 });
  if (tick === undefined) return verdict;
  const { signature, keyId } = verdict;
  const what = `the keyframe at tick ${tick} is not what the log comes to`;
  return { verified: false, what, place: { part: 'log' }, signature, keyId };
}
