// A live match's log on its way to PostgreSQL: what was added becomes a chunk, and is journaled.

import type { LogEntry, LogHeader, Outcome } from '../games/kit/index.ts';
import type { Chunk } from '../replays/chain.ts';
import { LogWriter } from '../replays/log-writer.ts';
import type { Services } from '../services/index.ts';
import { sha256 } from '../services/sha256.ts';

export class Recorder {
  #services: Pick<Services, 'journal' | 'matches'>;
  #matchId: string;
  #pending: LogEntry[] = [];
  /** Of the newest chunk; 0 is the header's. */
  #index = 0;
  #writer!: LogWriter;

  constructor(services: Pick<Services, 'journal' | 'matches'>, matchId: string) {
    this.#services = services;
    this.#matchId = matchId;
  }

  add(entry: LogEntry): void {
    this.#pending.push(entry);
  }

  /** Writes the match and its log's header. */
  async begin(header: LogHeader, rated: boolean): Promise<void> {
    this.#writer = new LogWriter(header, sha256);
    await this.#services.matches.open(header, rated, this.#writer.first);
  }

  /** Resolves when everything added so far is durable. Call it for one piece after the other. */
  async commit(): Promise<void> {
    if (this.#pending.length === 0) return;
    await this.#services.journal.append(this.#matchId, ++this.#index, this.#takeChunk());
  }

  /** Resolves when the end of the log, the result and what is owed for it are durable. */
  async finish(outcome: Outcome, ticks: number): Promise<void> {
    const [index, chunk, summary] = [++this.#index, this.#takeChunk(), this.#writer.summary()];
    await this.#services.matches.finish({ matchId: this.#matchId, outcome, ticks, index, chunk, summary });
  }

  #takeChunk(): Chunk {
    const chunk = this.#writer.entries(this.#pending);
    this.#pending = [];
    return chunk;
  }
}
