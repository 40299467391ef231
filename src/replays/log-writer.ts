// Writes a log piece by piece: entries become chunks, chunks are chained, and every entry becomes a leaf of the tree
// whose root is signed at the end.

import type { LogEntry, LogHeader, Sha256 } from '../games/kit/index.ts';
import { concat } from './bytes.ts';
import { type Chunk, chain } from './chain.ts';
import { encodeEntry, encodeHeader } from './log-codec.ts';
import { MerkleTree } from './merkle.ts';

/** What a finished log's head says of its content. */
export interface LogSummary {
  readonly leaves: number;
  readonly root: Uint8Array;
}

export class LogWriter {
  /** The header's chunk. */
  readonly first: Chunk;
  #header: LogHeader;
  #sha256: Sha256;
  #tree: MerkleTree;
  #lastHash: Uint8Array | undefined;

  constructor(header: LogHeader, sha256: Sha256) {
    this.#header = header;
    this.#sha256 = sha256;
    this.#tree = new MerkleTree(sha256);
    this.first = this.chunk([encodeHeader(header)]);
  }

  /** An entry's bytes: a leaf of the tree once they are in a chunk. */
  encode(entry: LogEntry): Uint8Array {
    return encodeEntry(entry, this.#header);
  }

  /** The next chunk; entries must not be empty. */
  entries(entries: readonly LogEntry[]): Chunk {
    return this.chunk(entries.map((entry) => this.encode(entry)));
  }

  summary(): LogSummary {
    return { leaves: this.#tree.size, root: this.#tree.root() };
  }

  /** The next chunk, of entries that are encoded already. */
  chunk(leaves: readonly Uint8Array[]): Chunk {
    for (const leaf of leaves) this.#tree.append(leaf);
    const chunk = chain(this.#lastHash, concat(leaves), this.#sha256);
    this.#lastHash = chunk.hash;
    return chunk;
  }
}
