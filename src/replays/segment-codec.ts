// A segment as bytes: its keyframe, the places where the log's chunks begin, and its entries, all in columns.

import { ByteReader, ByteWriter, type Input, type Keyframe, type LogHeader } from '../games/kit/index.ts';
import { packColumns, unpackColumns, type Zstd } from './columns.ts';
import { decodeEntries, encodeEntries } from './entry-columns.ts';
import type { Segment } from './segments.ts';

/** A segment together with what the log's own bytes depend on beside its entries. */
export interface StoredSegment extends Segment {
  /** Those of its entries (counted from 0) that are the first of a chunk, in order. */
  readonly chunkStarts: readonly number[];
}

export function encodeSegment(segment: StoredSegment, header: LogHeader, zstd: Pick<Zstd, 'compress'>): Uint8Array {
  const { keyframe, entries, chunkStarts } = segment;
  const chunks = new ByteWriter();
  for (const [i, start] of chunkStarts.entries()) chunks.varint(start - (chunkStarts[i - 1] ?? 0));
  const columns = [keyframe.snapshot, encodeMoment(keyframe, header), chunks.bytes()];
  return packColumns([...columns, ...encodeEntries(entries, header, keyframe)], zstd);
}

/** Throws on what is no segment of such a log. */
export function decodeSegment(bytes: Uint8Array, header: LogHeader, zstd: Pick<Zstd, 'decompress'>): StoredSegment {
  const [snapshot, moment, chunks, ...entries] = unpackColumns(bytes, zstd);
  if (!snapshot || !moment || !chunks) throw new Error('a segment lacks columns');
  const keyframe = { snapshot, ...decodeMoment(moment, header) };
  const chunkStarts: number[] = [];
  for (const input = new ByteReader(chunks); !input.done;) chunkStarts.push((chunkStarts.at(-1) ?? 0) + input.varint());
  return { keyframe, entries: decodeEntries(entries, header, keyframe), chunkStarts };
}

/** What a keyframe says beside its snapshot: the tick, whether anything awaits a state hash, and the seats' inputs. */
function encodeMoment({ tick, recordedSinceHash, inputs }: Keyframe, { inputs: fields = [] }: LogHeader): Uint8Array {
  const out = new ByteWriter();
  out.varint(tick);
  out.byte(recordedSinceHash ? 1 : 0);
  for (const input of inputs) {
    out.byte(input ? 1 : 0);
    if (input) for (const field of fields) out.signed(input[field]!);
  }
  return out.bytes();
}

function decodeMoment(bytes: Uint8Array, { inputs: fields = [] }: LogHeader): Omit<Keyframe, 'snapshot'> {
  const from = new ByteReader(bytes);
  const [tick, recordedSinceHash] = [from.varint(), from.byte() === 1];
  const inputs: (Input | undefined)[] = [];
  while (!from.done) {
    const isThere = from.byte() === 1;
    inputs.push(isThere ? Object.fromEntries(fields.map((field) => [field, from.signed()])) : undefined);
  }
  return { tick, recordedSinceHash, inputs };
}
