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
    this.first = this.#chunk([encodeHeader(header)]);
  }

  /** The next chunk; entries must not be empty. */
  entries(entries: readonly LogEntry[]): Chunk {
    return this.#chunk(entries.map((entry) => encodeEntry(entry, this.#header)));
  }

  summary(): LogSummary {
    return { leaves: this.#tree.size, root: this.#tree.root() };
  }

  #chunk(leaves: readonly Uint8Array[]): Chunk {
    for (const leaf of leaves) this.#tree.append(leaf);
    const chunk = chain(this.#lastHash, concat(leaves), this.#sha256);
    this.#lastHash = chunk.hash;
    return chunk;
  }
}
