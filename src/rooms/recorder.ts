// A live match's log on its way to PostgreSQL and to those who watch: what was added becomes a chunk, and is journaled.

import type { LogEntry, LogHeader, Outcome, Seat } from '../games/kit/index.ts';
import { concat } from '../replays/bytes.ts';
import type { Chunk } from '../replays/chain.ts';
import { LogWriter } from '../replays/log-writer.ts';
import type { Services } from '../services/index.ts';
import { RefusalTally } from '../services/refusal-tally.ts';
import { sha256 } from '../services/sha256.ts';
import type { LogNews } from './log-feed.ts';

export class Recorder {
  #services: Pick<Services, 'journal' | 'matches'>;
  #matchId: string;
  /** Entries that are in no chunk yet. */
  #pending: Uint8Array[] = [];
  /** Entries that nobody has been told of yet, and the number of the first of them. */
  #untold: Uint8Array[] = [];
  #told = 0;
  #refusals = new RefusalTally();
  /** Of the newest chunk; 0 is the header's. */
  #index = 0;
  #writer!: LogWriter;

  constructor(services: Pick<Services, 'journal' | 'matches'>, matchId: string) {
    this.#services = services;
    this.#matchId = matchId;
  }

  add(entry: LogEntry): void {
    const bytes = this.#writer.encode(entry);
    this.#pending.push(bytes);
    this.#untold.push(bytes);
  }

  /** What was added since the last call. */
  news(tick: number): LogNews {
    const news = { from: this.#told, tick, entries: concat(this.#untold) };
    this.#told += this.#untold.length;
    this.#untold = [];
    return news;
  }

  /** Counts what was refused: it is no part of the log, and stored with the result. */
  refused(seat: Seat, reason: string, tick: number): void {
    this.#refusals.add(seat, reason, tick);
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
    const refusals = this.#refusals.bySeat(outcome.ranks.length);
    await this.#services.matches.finish({ matchId: this.#matchId, outcome, ticks, index, chunk, summary, refusals });
  }

  #takeChunk(): Chunk {
    const chunk = this.#writer.chunk(this.#pending);
    this.#pending = [];
    return chunk;
  }
}
