// The hash chain over a log's chunks: change, drop, add or reorder a chunk and the first hash from there on is wrong.

import type { Sha256 } from '../games/kit/index.ts';
import { concat, sameBytes } from './bytes.ts';

export interface Chunk {
  readonly bytes: Uint8Array;
  /** SHA-256 of the previous chunk's hash followed by these bytes (32 bytes). */
  readonly hash: Uint8Array;
}

/** What stands before the first chunk: names the format, so that a hash of it is a hash of nothing else. */
export const MAGIC = new TextEncoder().encode('ARBITER LOG 1\n');

/** The chunk that follows `previous` (undefined for the first). */
export function chain(previous: Uint8Array | undefined, bytes: Uint8Array, sha256: Sha256): Chunk {
  return { bytes, hash: sha256(concat([previous ?? MAGIC, bytes])) };
}

/** The index of the first chunk whose hash is not its own, or undefined when all are right. */
export function firstBrokenChunk(chunks: readonly Chunk[], sha256: Sha256): number | undefined {
  let previous: Uint8Array | undefined;
  for (const [index, chunk] of chunks.entries()) {
    const { hash } = chain(previous, chunk.bytes, sha256);
    if (!sameBytes(hash, chunk.hash)) return index;
    previous = chunk.hash;
  }
  return undefined;
}
