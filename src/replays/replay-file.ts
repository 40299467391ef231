// A finished log as one compact file that can be entered anywhere: the header, segments, an index of them, and a trailer
// of fixed size that tells where the index is. Who can ask for ranges of bytes needs the trailer, the index, the header and one segment.
// docs/replay-format.md describes every byte.

import type { LogHeader } from '../games/kit/index.ts';
import { concat, sameBytes } from './bytes.ts';
import type { Zstd } from './columns.ts';
import { decodeHeader } from './log-codec.ts';
import { decodeSegment, encodeSegment, type StoredSegment } from './segment-codec.ts';
import type { Segments, SegmentStart } from './segments.ts';
import { SIGNED_HEAD_LENGTH } from './signed-head.ts';

const encoder = new TextEncoder();
const MAGIC = encoder.encode('ARBITER REPLAY 1\n');
const END_MAGIC = encoder.encode('ARBR');
const INDEX_ENTRY_LENGTH = 12;

/** The last bytes of every replay file. */
export const TRAILER_LENGTH = 16;

/** What is in a replay file. */
export interface ReplayContent {
  readonly header: LogHeader;
  /** The log's first chunk. */
  readonly headerChunk: Uint8Array;
  readonly segments: readonly StoredSegment[];
  /** The signed head, where the log has one. */
  readonly head?: Uint8Array | undefined;
}

/** Where what is. */
export interface ReplayIndex {
  /** `offset`: where the segment's bytes begin. The first of them tells where the header ends. */
  readonly starts: readonly (SegmentStart & { readonly offset: number })[];
  /** Where the last segment ends. */
  readonly end: number;
  readonly head: Uint8Array | undefined;
}

export const isReplay = (file: Uint8Array): boolean => sameBytes(file.subarray(0, MAGIC.length), MAGIC);

export function encodeReplay(
  { header, headerChunk, segments, head }: ReplayContent,
  zstd: Pick<Zstd, 'compress'>,
): Uint8Array {
  const parts = [MAGIC, uint32s(headerChunk.length), headerChunk];
  const index: Uint8Array[] = [];
  let [offset, entry] = [lengthOf(parts), 0];
  for (const segment of segments) {
    const bytes = encodeSegment(segment, header, zstd);
    index.push(uint32s(offset, segment.keyframe.tick, entry));
    parts.push(bytes);
    offset += bytes.length;
    entry += segment.entries.length;
  }
  return concat([...parts, ...index, head ?? new Uint8Array(), uint32s(offset, segments.length, entry), END_MAGIC]);
}

/** Where the index begins, out of the last `TRAILER_LENGTH` bytes; it goes up to them. */
export function readTrailer(trailer: Uint8Array): { readonly index: number; readonly segments: number } {
  if (trailer.length !== TRAILER_LENGTH || !sameBytes(trailer.subarray(-END_MAGIC.length), END_MAGIC)) {
    throw new Error('the file does not end as a replay');
  }
  const view = viewOf(trailer);
  return { index: view.getUint32(0), segments: view.getUint32(4) };
}

/** `bytes` are those between where the trailer says that the index begins and the trailer itself. */
export function readIndex(bytes: Uint8Array, { index, segments }: ReturnType<typeof readTrailer>): ReplayIndex {
  const size = segments * INDEX_ENTRY_LENGTH;
  const head = bytes.slice(size);
  if (segments === 0 || bytes.length < size || (head.length > 0 && head.length !== SIGNED_HEAD_LENGTH)) {
    throw new Error("the replay's index can't be read");
  }
  const view = viewOf(bytes);
  const starts = Array.from({ length: segments }, (_, i) => {
    const at = i * INDEX_ENTRY_LENGTH;
    return { offset: view.getUint32(at), tick: view.getUint32(at + 4), entry: view.getUint32(at + 8) };
  });
  return { starts, end: index, head: head.length > 0 ? head : undefined };
}

/** The log's first chunk, out of the bytes before the first segment. */
export function readHeaderChunk(bytes: Uint8Array): Uint8Array {
  const start = MAGIC.length + 4;
  if (!isReplay(bytes)) throw new Error('this is not an Arbiter replay: it does not begin as one');
  if (viewOf(bytes).getUint32(MAGIC.length) !== bytes.length - start) throw new Error("the header can't be read");
  return bytes.subarray(start);
}

/** A replay in memory. Segments are decoded when they are asked for. */
export class ReplayFile implements Segments {
  readonly headerChunk: Uint8Array;
  readonly header: LogHeader;
  readonly index: ReplayIndex;
  #file: Uint8Array;
  #zstd: Pick<Zstd, 'decompress'>;
  #last: { readonly index: number; readonly segment: StoredSegment } | undefined;

  /** Throws on what is no replay. */
  constructor(file: Uint8Array, zstd: Pick<Zstd, 'decompress'>) {
    if (!isReplay(file)) throw new Error('this is not an Arbiter replay: it does not begin as one');
    const trailer = readTrailer(file.subarray(-TRAILER_LENGTH));
    this.index = readIndex(file.subarray(trailer.index, -TRAILER_LENGTH), trailer);
    this.headerChunk = readHeaderChunk(file.subarray(0, this.index.starts[0]!.offset));
    this.header = decodeHeader(this.headerChunk);
    this.#file = file;
    this.#zstd = zstd;
  }

  get starts(): readonly SegmentStart[] {
    return this.index.starts;
  }

  /** Keeps the one that was asked for last. */
  segment(index: number): StoredSegment {
    if (this.#last?.index !== index) this.#last = { index, segment: this.#decode(index) };
    return this.#last.segment;
  }

  #decode(index: number): StoredSegment {
    const [start, next] = [this.index.starts[index], this.index.starts[index + 1]];
    if (!start) throw new Error(`the replay has no segment ${index}`);
    const bytes = this.#file.subarray(start.offset, next?.offset ?? this.index.end);
    const segment = decodeSegment(bytes, this.header, this.#zstd);
    const isWhole = next === undefined || next.entry - start.entry === segment.entries.length;
    if (segment.keyframe.tick !== start.tick || !isWhole) throw new Error(`segment ${index} is not the indexed one`);
    return segment;
  }
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function uint32s(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = viewOf(bytes);
  for (const [i, value] of values.entries()) view.setUint32(4 * i, value);
  return bytes;
}
