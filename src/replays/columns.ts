// A list of columns as bytes, each compressed by itself or, where that is no shorter (hashes), as it is.
// DECISION: one zstd frame per column, not one for all: a frame's block has one table of code lengths, and columns that
// share it took a tenth more (measured on matches of the arena).

import { ByteReader, ByteWriter } from '../games/kit/index.ts';

/** Zstandard (RFC 8878), passed in so that pure code runs in Node and in a browser alike. */
export interface Zstd {
  compress(bytes: Uint8Array): Uint8Array;
  /** Throws on what is no frame. */
  decompress(bytes: Uint8Array): Uint8Array;
}

/** A frame's own bytes: nothing as short gains by it. */
const LEAST = 12;

/** Per column: twice its length here, plus 1 where it is compressed; then itself. */
export function packColumns(columns: readonly Uint8Array[], { compress }: Pick<Zstd, 'compress'>): Uint8Array {
  const out = new ByteWriter();
  for (const column of columns) {
    const frame = column.length > LEAST ? compress(column) : column;
    const isShorter = frame.length < column.length;
    const bytes = isShorter ? frame : column;
    out.varint(2 * bytes.length + (isShorter ? 1 : 0));
    out.raw(bytes);
  }
  return out.bytes();
}

export function unpackColumns(bytes: Uint8Array, { decompress }: Pick<Zstd, 'decompress'>): Uint8Array[] {
  const input = new ByteReader(bytes);
  const columns: Uint8Array[] = [];
  while (!input.done) {
    const tagged = input.varint();
    const column = input.raw(Math.floor(tagged / 2));
    columns.push(tagged % 2 === 1 ? decompress(column) : column);
  }
  return columns;
}
