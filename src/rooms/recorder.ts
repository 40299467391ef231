// A live match's log on its way to PostgreSQL: entries become chunks, chunks are chained and journaled.

import type { LogEntry, LogHeader, Outcome } from '../games/kit/index.ts';
import { type Chunk, chain } from '../replays/chain.ts';
import { encodeEntries, encodeHeader } from '../replays/log-codec.ts';
import type { Services } from '../services/index.ts';
import { sha256 } from '../services/sha256.ts';

export class Recorder {
  #services: Pick<Services, 'journal' | 'matches'>;
  #matchId: string;
  #pending: LogEntry[] = [];
  #index = 0;
  #lastHash: Uint8Array | undefined;

  constructor(services: Pick<Services, 'journal' | 'matches'>, matchId: string) {
    this.#services = services;
    this.#matchId = matchId;
  }

  add(entry: LogEntry): void {
    this.#pending.push(entry);
  }

  /** Writes the match and its log's header. */
  async begin(header: LogHeader, rated: boolean): Promise<void> {
    await this.#services.matches.open(header, rated, this.#chain(encodeHeader(header)));
  }

  /** Resolves when everything added so far is durable. Call it for one piece after the other. */
  async commit(): Promise<void> {
    if (this.#pending.length === 0) return;
    const index = this.#index;
    await this.#services.journal.append(this.#matchId, index, this.#takeChunk());
  }

  /** Resolves when the end of the log, the result and what is owed for it are durable. */
  async finish(outcome: Outcome, ticks: number): Promise<void> {
    const index = this.#index;
    const chunk = this.#takeChunk();
    await this.#services.matches.finish({ matchId: this.#matchId, outcome, ticks, index, chunk });
  }

  #takeChunk(): Chunk {
    const chunk = this.#chain(encodeEntries(this.#pending));
    this.#pending = [];
    return chunk;
  }

  #chain(bytes: Uint8Array): Chunk {
    const chunk = chain(this.#lastHash, bytes, sha256);
    this.#lastHash = chunk.hash;
    this.#index += 1;
    return chunk;
  }
}
