// A log's chunks become one compact replay, and a replay becomes the log again, to the byte.

import { type Keyframe, type Match, type MatchLog, type Rules, sameInput, type Sha256 } from '../games/kit/index.ts';
import { concat, sameBytes } from './bytes.ts';
import { type Chunk, chain } from './chain.ts';
import type { Zstd } from './columns.ts';
import { GrowingLog } from './growing-log.ts';
import { decodeHeader, decodeLog, encodeEntry } from './log-codec.ts';
import { type StoredLog, toFile } from './log-file.ts';
import { itemsOf } from './msgpack-items.ts';
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
  if (log.chunks.length === 0) throw new NotCompactable('the log has no chunks');
  const decoded = decodeLog(log.chunks.map(({ bytes }) => bytes));
  const cut = GrowingLog.of(decoded, play);
  const playback = new Playback(decoded.header, cut, play);
  playback.advanceTo(decoded.entries.at(-1)?.tick ?? 0);
  cutEnd(cut, playback.keyframe());
  return compactPlayed(log, cut, play.sha256, zstd);
}

/** The same for a log that was cut up while somebody played it (see `Cutter`). */
export function compactPlayed(log: StoredLog, cut: GrowingLog, sha256: Sha256, zstd: Zstd): Uint8Array {
  const segments = toSegments(cut, log);
  const headerChunk = log.chunks[0]!.bytes;
  const file = encode({ header: decodeHeader(headerChunk), headerChunk, segments, head: log.head }, zstd);
  const replay = readWhole(new ReplayFile(file, zstd));
  if (!sameBytes(toFile(expand(replay, sha256)), toFile(log))) {
    throw new NotCompactable('the log is not in its canonical form');
  }
  if (segments.some(({ keyframe }, i) => !sameKeyframe(replay.segment(i).keyframe, keyframe))) {
    throw new Error('a keyframe is not read back as it was written');
  }
  return file;
}

type Replay = Pick<ReplayFile, 'header' | 'headerChunk' | 'index' | 'starts' | 'segment'>;

/** A file of which each segment has been decoded once. */
function readWhole(file: ReplayFile): Replay {
  const { header, headerChunk, index, starts } = file;
  const segments = starts.map((_, i) => file.segment(i));
  return { header, headerChunk, index, starts, segment: (i) => segments[i]! };
}

function encode(content: ReplayContent, zstd: Zstd): Uint8Array {
  try {
    return encodeReplay(content, zstd);
  } catch (error) {
    throw new NotCompactable((error as Error).message, { cause: error });
  }
}

/** Cuts up a log that somebody else plays to its end, who tells it `leave` (see ReplayOptions). */
export class Cutter {
  readonly cut: GrowingLog;
  readonly #entries: number;

  constructor(log: MatchLog, play: Play) {
    this.cut = GrowingLog.of(log, play);
    this.#entries = log.entries.length;
  }

  leave(match: Match, played: number): void {
    if (played === this.#entries) cutEnd(this.cut, match.keyframe());
    else this.cut.passing(played - this.cut.starts.at(-1)!.entry, match);
  }
}

/** The last segment is the state at the end, which nothing follows. */
function cutEnd(log: GrowingLog, end: Keyframe): void {
  log.cut(log.segment(log.starts.length - 1).entries.length, end);
}

function toSegments(log: GrowingLog, { chunks: [, ...chunks] }: StoredLog): StoredSegment[] {
  const chunkStarts = new Set<number>();
  let start = 0;
  for (const { bytes } of chunks) {
    chunkStarts.add(start);
    start += itemsOf(bytes).length;
  }
  return log.starts.map(({ entry }, i) => {
    const segment = log.segment(i);
    const own = segment.entries.flatMap((_, at) => (chunkStarts.has(entry + at) ? [at] : []));
    return { ...segment, chunkStarts: own };
  });
}

/** The log that was compacted: the same chunks, their hashes computed again, and its head. */
export function expand(replay: Replay, sha256: Sha256): StoredLog {
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
    if (!sameKeyframe(segments.segment(i).keyframe, right)) return tick;
  }
  return undefined;
}

function sameKeyframe(one: Keyframe, other: Keyframe): boolean {
  return (
    one.tick === other.tick &&
    one.recordedSinceHash === other.recordedSinceHash &&
    sameBytes(one.snapshot, other.snapshot) &&
    one.inputs.length === other.inputs.length &&
    one.inputs.every((input, seat) => sameInput(input, other.inputs[seat]))
  );
}
