// A log as the file that it is downloaded as, and back. docs/log-format.md describes every byte.

import { concat, sameBytes } from './bytes.ts';
import { type Chunk, MAGIC } from './chain.ts';
import { SIGNED_HEAD_LENGTH } from './signed-head.ts';

/** A log as it is stored and sent. */
export interface StoredLog {
  readonly chunks: readonly Chunk[];
  /** The signed head of a finished log (see signed-head.ts). */
  readonly head?: Uint8Array | undefined;
}

export interface LogFile extends StoredLog {
  /** What of the file's frame can't be read; `chunks` are those before it. */
  readonly damage?: 'magic' | 'frame';
}

/** The magic, then per chunk its length (32 bits, big-endian), its bytes, its hash; then length 0 and the head. */
export function toFile({ chunks, head }: StoredLog): Uint8Array {
  const parts = chunks.flatMap(({ bytes, hash }) => [uint32(bytes.length), bytes, hash]);
  return concat([MAGIC, ...parts, ...(head ? [uint32(0), head] : [])]);
}

/** Reads as far as the file can be read; hashes and signature are not looked at here. */
export function readFile(file: Uint8Array): LogFile {
  if (!sameBytes(file.subarray(0, MAGIC.length), MAGIC)) return { chunks: [], damage: 'magic' };
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = MAGIC.length; at < file.length;) {
    const length = at + 4 <= file.length ? view.getUint32(at) : Infinity;
    const end = at + 4 + (length === 0 ? SIGNED_HEAD_LENGTH : length + 32);
    if (length === 0 && end === file.length) return { chunks, head: file.slice(at + 4) };
    if (length === 0 || end > file.length) return { chunks, damage: 'frame' };
    chunks.push({ bytes: file.slice(at + 4, end - 32), hash: file.slice(end - 32, end) });
    at = end;
  }
  return { chunks };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
