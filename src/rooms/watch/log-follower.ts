// Follows a match's log as it grows: reads what has been written, hears what its game room tells, and reads again where
// something was missed or nothing is heard any more.

import type { Presence } from '@colyseus/core';
import type { LogEntry, LogHeader } from '../../games/kit/index.ts';
import { decodeChunk, decodeLog } from '../../replays/log-codec.ts';
import type { Services } from '../../services/index.ts';
import type { MatchSummary } from '../../services/matches.ts';
import { type LogNews, subscribeToNews } from '../log-feed.ts';

/** A room tells something every second; after this long without a word the database is asked. */
const silenceMs = 3_000;
/** Entries are written a moment after they are told. */
const readAgainMs = 300;

/** A log that is watched: one that is still written, or that of a match that is over. */
export interface WatchedLog {
  /** As it was when the watching began. */
  readonly match: MatchSummary;
  readonly header: LogHeader;
  /** Why the match ended without a result, if it did. */
  readonly aborted: string | undefined;
  /** Of the last entry or news. */
  readonly lastTick: number;
  /** Whether nothing more will come. */
  readonly ended: boolean;
  /** The tick that the match has come to; it goes on after the end, so that who watches with a delay gets there, too. */
  readonly edge: number;
  /** Asks the database where the game room has fallen silent; to be called every second or so. */
  check(): void;
  stop(): void;
}

export interface LogFollowerOptions {
  readonly matchId: string;
  readonly matches: Services['matches'];
  readonly presence: Presence;
  readonly nowMs: () => number;
  /** Entries that follow those before, without a gap; the first come while `openLogFollower` runs. */
  readonly onEntries: (entries: readonly LogEntry[], header: LogHeader) => void;
  readonly onError: (error: unknown) => void;
}

/** Undefined when there is no such match. */
export async function openLogFollower(options: LogFollowerOptions): Promise<WatchedLog | undefined> {
  const { matches, matchId } = options;
  const heard: LogNews[] = [];
  let hear = (news: LogNews): void => void heard.push(news);
  // First, so that nothing falls between what is read and what is heard.
  const stop = await subscribeToNews(options.presence, matchId, (news) => hear(news));
  try {
    const [match, stored] = [await matches.get(matchId), await matches.log(matchId)];
    if (!match || !stored) {
      stop();
      return undefined;
    }
    const { header, entries } = decodeLog(stored.chunks.map(({ bytes }) => bytes));
    const follower = new LogFollower(options, match, header, stop);
    follower.add(entries);
    hear = (news) => follower.hear(news);
    for (const news of heard) follower.hear(news);
    return follower;
  } catch (error) {
    stop();
    throw error;
  }
}

class LogFollower implements WatchedLog {
  readonly match: MatchSummary;
  readonly header: LogHeader;
  #options: LogFollowerOptions;
  #unsubscribe: () => void;
  #stopped = false;
  /** How many entries there are so far. */
  #entries = 0;
  #tick = 0;
  /** Told, and not taken in yet: something before it is missing. */
  #ahead: LogNews[] = [];
  #heardAtMs: number;
  #endedAtMs: number | undefined;
  #aborted: string | undefined;
  #reading = false;

  constructor(options: LogFollowerOptions, match: MatchSummary, header: LogHeader, unsubscribe: () => void) {
    this.#options = options;
    this.#unsubscribe = unsubscribe;
    this.#heardAtMs = options.nowMs();
    this.match = match;
    this.header = header;
    if (match.status !== 'running') this.#end(match);
  }

  get aborted(): string | undefined {
    return this.#aborted;
  }

  get lastTick(): number {
    return this.#tick;
  }

  get ended(): boolean {
    return this.#endedAtMs !== undefined;
  }

  get edge(): number {
    if (this.match.status !== 'running') return Infinity;
    if (this.#endedAtMs === undefined) return this.#tick;
    return this.#tick + ((this.#options.nowMs() - this.#endedAtMs) * this.header.tickRate) / 1000;
  }

  check(): void {
    const { nowMs } = this.#options;
    if (this.ended || nowMs() - this.#heardAtMs < silenceMs) return;
    this.#heardAtMs = nowMs();
    this.#readAgain();
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
  }

  hear(news: LogNews): void {
    this.#heardAtMs = this.#options.nowMs();
    this.#ahead.push(news);
    try {
      this.#takeIn();
    } catch (error) {
      // It is no business of whoever told.
      this.#options.onError(error);
    }
  }

  add(entries: readonly LogEntry[]): void {
    const last = entries.at(-1);
    if (!last) return;
    this.#entries += entries.length;
    this.#tick = Math.max(this.#tick, last.tick);
    this.#options.onEntries(entries, this.header);
    if (last.kind === 'end') this.#end({ status: 'finished' });
  }

  #takeIn(): void {
    for (let news = this.#ahead[0]; news && news.from <= this.#entries; news = this.#ahead[0]) {
      this.#ahead.shift();
      this.add(decodeChunk(news.entries, this.header).slice(this.#entries - news.from));
      this.#tick = Math.max(this.#tick, news.tick);
      if (news.aborted !== undefined) this.#end({ status: 'aborted', reason: news.aborted });
    }
    if (this.#ahead.length > 0 && !this.ended && !this.#stopped) this.#readAgain();
  }

  #readAgain(): void {
    if (this.#reading) return;
    this.#reading = true;
    setTimeout(() => {
      if (this.#stopped) return;
      this.#read()
        .catch(this.#options.onError)
        .then(() => {
          this.#reading = false;
          this.#takeIn();
        })
        .catch(this.#options.onError);
    }, readAgainMs);
  }

  async #read(): Promise<void> {
    const { matches, matchId } = this.#options;
    // In this order: what is not running any more has been written to its end.
    const [match, stored] = [await matches.get(matchId), await matches.log(matchId)];
    if (this.#stopped) return;
    const chunks = stored?.chunks.map(({ bytes }) => bytes) ?? [];
    if (chunks.length > 0) this.add(decodeLog(chunks).entries.slice(this.#entries));
    if (match && match.status !== 'running') this.#end(match);
  }

  #end({ status, reason }: { status: MatchSummary['status']; reason?: string | null }): void {
    this.#endedAtMs ??= this.#options.nowMs();
    if (status === 'aborted') this.#aborted ??= reason ?? 'aborted';
    this.#unsubscribe();
  }
}
