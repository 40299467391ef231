// The Zstandard that is passed into the pure parts of the house.

import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { Zstd } from '../replays/columns.ts';

/** Replays are written once and read for ever: slow and small. What is short is as small at a third of the time. */
const levelFor = ({ length }: Uint8Array): number => (length < 16_384 ? 9 : 19);

/** More than any column of a replay takes, and less than a forged one could ask for. */
const maxOutputLength = 64 * 2 ** 20;

export const zstd: Zstd = {
  compress: (bytes) => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: levelFor(bytes) } }),
  decompress: (bytes) => zstdDecompressSync(bytes, { maxOutputLength }),
};
