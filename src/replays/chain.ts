// The hash chain over a log's chunks, and the file that a log is downloaded as: change, drop, add or reorder a chunk
// and the first hash from there on is wrong.

import type { Sha256 } from '../games/kit/index.ts';

export interface Chunk {
  readonly bytes: Uint8Array;
  /** SHA-256 of the previous chunk's hash followed by these bytes (32 bytes). */
  readonly hash: Uint8Array;
}

/** What stands before the first chunk: names the format, so that a hash of it is a hash of nothing else. */
const MAGIC = new TextEncoder().encode('ARBITER LOG 1\n');

/** The chunk that follows `previous` (undefined for the first). */
export function chain(previous: Uint8Array | undefined, bytes: Uint8Array, sha256: Sha256): Chunk {
  return { bytes, hash: sha256(concat([previous ?? MAGIC, bytes])) };
}

/** The index of the first chunk whose hash is not its own, or undefined when all are right. */
export function firstBrokenChunk(chunks: readonly Chunk[], sha256: Sha256): number | undefined {
  let previous: Uint8Array | undefined;
  for (const [index, chunk] of chunks.entries()) {
    const { hash } = chain(previous, chunk.bytes, sha256);
    if (hash.length !== chunk.hash.length || hash.some((byte, i) => byte !== chunk.hash[i])) return index;
    previous = chunk.hash;
  }
  return undefined;
}

/** The log as one file: the magic, then per chunk its length (32 bits, big-endian), its bytes, its hash. */
export function toFile(chunks: readonly Chunk[]): Uint8Array {
  const parts = chunks.flatMap(({ bytes, hash }) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    return [length, bytes, hash];
  });
  return concat([MAGIC, ...parts]);
}

/** The chunks of such a file. Throws when it is none or is cut short; hashes are not looked at here. */
export function fromFile(file: Uint8Array): Chunk[] {
  if (MAGIC.some((byte, i) => file[i] !== byte)) throw new Error('this is not an Arbiter log file');
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: Chunk[] = [];
  for (let at = MAGIC.length; at < file.length;) {
    const length = at + 4 <= file.length ? view.getUint32(at) : 0;
    const end = at + 4 + length + 32;
    if (end > file.length || length === 0) throw new Error(`the file is cut short in chunk ${chunks.length}`);
    chunks.push({ bytes: file.slice(at + 4, end - 32), hash: file.slice(end - 32, end) });
    at = end;
  }
  return chunks;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
