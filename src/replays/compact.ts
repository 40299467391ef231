// A log's chunks become one compact replay, and a replay becomes the log again, to the byte.

import {
  firstDifference,
  type LogEntry,
  type LogHeader,
  type MatchLog,
  type Rules,
  type Sha256,
} from '../games/kit/index.ts';
import { concat, sameBytes } from './bytes.ts';
import { type Chunk, chain } from './chain.ts';
import type { Zstd } from './columns.ts';
import { GrowingLog } from './growing-log.ts';
import { decodeChunk, decodeHeader, encodeEntry } from './log-codec.ts';
import { type StoredLog, toFile } from './log-file.ts';
import { Playback } from './playback.ts';
import { encodeReplay, type ReplayContent, ReplayFile } from './replay-file.ts';
import type { StoredSegment } from './segment-codec.ts';
import type { Segments } from './segments.ts';

interface Play {
  /** Those that wrote the log. */
  readonly rules: Rules;
  readonly sha256: Sha256;
}

/** Thrown where a log would not come out of its replay as it went in: it is to be kept as it is. */
export class NotCompactable extends Error {}

/**
 * Plays a log and writes it down as a replay. Proves by doing it that the very same log and the same keyframes are read
 * back, and otherwise throws NotCompactable. Throws Divergence for a log that these rules would not have written.
 */
export function compact(log: StoredLog, play: Play, zstd: Zstd): Uint8Array {
  const [first, ...rest] = log.chunks.map(({ bytes }) => bytes);
  if (!first) throw new NotCompactable('the log has no chunks');
  const header = decodeHeader(first);
  const segments = cutUp(
    header,
    rest.map((bytes) => decodeChunk(bytes, header)),
    play,
  );
  const file = encode({ header, headerChunk: first, segments, head: log.head }, zstd);
  const replay = new ReplayFile(file, zstd);
  if (!sameBytes(toFile(expand(replay, play.sha256)), toFile(log))) {
    throw new NotCompactable('the log is not in its canonical form');
  }
  if (segments.some(({ keyframe }, i) => firstDifference(replay.segment(i).keyframe, keyframe))) {
    throw new Error('a keyframe is not read back as it was written');
  }
  return file;
}

function encode(content: ReplayContent, zstd: Zstd): Uint8Array {
  try {
    return encodeReplay(content, zstd);
  } catch (error) {
    throw new NotCompactable((error as Error).message, { cause: error });
  }
}

/** The segments of a log; the last one is the state at its end, which nothing follows. */
function cutUp(header: LogHeader, chunks: readonly (readonly LogEntry[])[], play: Play): StoredSegment[] {
  const entries = chunks.flat();
  const log = GrowingLog.of({ header, entries }, play);
  const playback = new Playback(header, log, play);
  playback.advanceTo(entries.at(-1)?.tick ?? 0);
  log.cut(log.segment(log.starts.length - 1).entries.length, playback.keyframe());
  const chunkStarts = new Set<number>();
  let start = 0;
  for (const chunk of chunks) {
    chunkStarts.add(start);
    start += chunk.length;
  }
  return log.starts.map(({ entry }, i) => {
    const segment = log.segment(i);
    const own = segment.entries.flatMap((_, at) => (chunkStarts.has(entry + at) ? [at] : []));
    return { ...segment, chunkStarts: own };
  });
}

/** The log that was compacted: the same chunks, their hashes computed again, and its head. */
export function expand(replay: ReplayFile, sha256: Sha256): StoredLog {
  const { header, headerChunk, index, starts } = replay;
  const chunks: Chunk[] = [chain(undefined, headerChunk, sha256)];
  let leaves: Uint8Array[] = [];
  const close = (): void => {
    if (leaves.length > 0) chunks.push(chain(chunks.at(-1)!.hash, concat(leaves), sha256));
    leaves = [];
  };
  for (const i of starts.keys()) {
    const { entries, chunkStarts } = replay.segment(i);
    const begins = new Set(chunkStarts);
    for (const [at, entry] of entries.entries()) {
      if (begins.has(at)) close();
      leaves.push(encodeEntry(entry, header));
    }
  }
  close();
  return { chunks, head: index.head };
}

/** The tick of the first keyframe that is not what the match had come to; undefined when all are right. */
export function wrongKeyframe(log: MatchLog, segments: Segments, play: Play): number | undefined {
  const own = GrowingLog.of(log, play);
  const playback = new Playback(log.header, own, play);
  for (const [i, { tick }] of segments.starts.entries()) {
    playback.advanceTo(tick);
    const right = i === 0 ? own.segment(0).keyframe : playback.keyframe();
    if (firstDifference(segments.segment(i).keyframe, right)) return tick;
  }
  return undefined;
}
