// A cursor over a log: the state at any of its ticks, forwards and backwards, of a match that is over or still played.

import {
  Divergence,
  type Keyframe,
  type LogEntry,
  type LogHeader,
  Match,
  type MatchLog,
  type MatchState,
  type Outcome,
  restore,
  type Rules,
  type Sha256,
} from '../games/kit/index.ts';
import { sameBytes } from './bytes.ts';
import { GrowingLog } from './growing-log.ts';
import { type Segment, segmentAt, type Segments } from './segments.ts';

export interface PlaybackOptions {
  /** The rules that wrote the log; undefined where they are not kept any more. */
  readonly rules: Rules | undefined;
  readonly sha256: Sha256;
  /** The tick at which it stands first; 0 unless told otherwise. */
  readonly at?: number;
}

/**
 * What "at a tick" means: entries of a tick are what happened while the state's tick was that one. The state at tick t
 * is the one at its end: every known entry up to and with t has happened, and time has not passed on to t + 1. Behind
 * the log's last entry time goes on as if nothing happened any more, unless the match is over.
 */
export class Playback {
  readonly header: LogHeader;
  #segments: Segments;
  #options: PlaybackOptions;
  #match: Match | undefined;
  #tick = 0;
  #state!: MatchState;
  #index = 0;
  #segment!: Segment;
  /** How many entries of the segment have been played. */
  #played = 0;
  /** What time wrote last while playing on. */
  #written: LogEntry | undefined;
  /** Something was appended that happened before this tick. */
  #isStale = false;

  /** Throws when the rules are of another version than the log. */
  constructor(header: LogHeader, segments: Segments, options: PlaybackOptions) {
    this.header = header;
    this.#segments = segments;
    this.#options = options;
    this.seek(options.at ?? 0);
  }

  /** Over a log without keyframes, which it leaves while it plays. */
  static of(log: MatchLog, options: PlaybackOptions & { readonly rules: Rules }): Playback {
    return new Playback(log.header, GrowingLog.of(log, options), options);
  }

  /** Where it stands: never behind the end of the match. */
  get tick(): number {
    return this.#tick;
  }

  /** To be looked at only: it is the state that is played on with. */
  get state(): MatchState {
    return this.#state;
  }

  /** Undefined before the end. */
  get outcome(): Outcome | undefined {
    if (this.#match) return this.#match.outcome;
    const end = this.entriesUntil(this.#tick).at(-1);
    return end?.kind === 'end' ? end.outcome : undefined;
  }

  /**
   * False where the rules are not kept: the state is then that of the last keyframe before (`state.tick` says of when),
   * and outcome and entries are what the log says.
   */
  get exact(): boolean {
    return this.#match !== undefined;
  }

  /**
   * Goes to a tick by the shortest way: on from here, or from the keyframe before it. Throws Divergence where the log says
   * what the rules would not have done.
   */
  seek(asked: number): void {
    const tick = this.#within(asked);
    const index = segmentAt(this.#segments.starts, tick);
    if (this.#match && !this.#isStale && tick >= this.#tick && index <= this.#index) return this.#playTo(tick);
    this.#open(index);
    this.#playTo(tick);
  }

  /** The tick of the last keyframe that is no later than this one: from there `seek` has the least to play. */
  nearest(tick: number): number {
    const { starts } = this.#segments;
    return starts[segmentAt(starts, tick)]!.tick;
  }

  /** Plays on to a tick without leaving out any; `see` is told the state after every tick and entry on the way. */
  advanceTo(tick: number, see?: (state: MatchState) => void): void {
    if (!this.#match || this.#isStale || tick < this.#tick) this.seek(tick);
    else this.#playTo(this.#within(tick), see);
  }

  /**
   * What was written since, for a log that is still growing. The next `seek` or `advanceTo` takes it in, also where it
   * turns out that something else happened in ticks that were played already.
   */
  append(entries: readonly LogEntry[]): void {
    if (!(this.#segments instanceof GrowingLog)) throw new Error('a replay does not grow');
    const [first] = entries;
    if (!first) return;
    this.#segments.append(entries);
    if (first.tick < this.#tick) this.#isStale = true;
  }

  /** Where the state is exact: all that is needed to go on from here. */
  keyframe(): Keyframe {
    if (!this.#match) throw new Error('only an exact state can be gone on from');
    return this.#match.keyframe();
  }

  /** Every entry up to and with a tick, from the first on. */
  entriesUntil(tick: number): LogEntry[] {
    const last = segmentAt(this.#segments.starts, tick);
    const until = Array.from({ length: last + 1 }, (_, index) => this.#segments.segment(index).entries).flat();
    const end = until.findIndex((entry) => entry.tick > tick);
    return end === -1 ? until : until.slice(0, end);
  }

  /** A replay's last segment is its end. */
  #within(tick: number): number {
    return this.#segments instanceof GrowingLog ? tick : Math.min(tick, this.#segments.starts.at(-1)!.tick);
  }

  #open(index: number): void {
    const { rules, sha256 } = this.#options;
    this.#segment = this.#segments.segment(index);
    const { keyframe } = this.#segment;
    this.#index = index;
    this.#played = 0;
    this.#isStale = false;
    const record = (entry: LogEntry): void => void (this.#written = entry);
    if (rules) this.#match = Match.resume(rules, this.header, keyframe, { sha256, record });
    this.#state = this.#match?.state ?? (restore(keyframe.snapshot) as MatchState);
    this.#tick = keyframe.tick;
  }

  #playTo(tick: number, see?: (state: MatchState) => void): void {
    const match = this.#match;
    if (!match) {
      this.#tick = tick;
      return;
    }
    for (;;) {
      const entry = this.#next(match);
      if (entry && entry.tick <= match.state.tick) this.#perform(match, entry);
      else if (match.state.tick < tick && !match.outcome) this.#pass(match);
      else break;
      see?.(match.state);
    }
    this.#tick = match.state.tick;
  }

  #pass(match: Match): void {
    const isLast = this.#index === this.#segments.starts.length - 1;
    if (isLast && this.#segments instanceof GrowingLog) this.#segments.passing(this.#played, match);
    match.advance();
  }

  /** The entry to be played next. Where a segment has ended, the state is the next one's keyframe. */
  #next(match: Match): LogEntry | undefined {
    while (this.#played === this.#segment.entries.length) {
      const following = this.#segments.starts[this.#index + 1];
      if (!following || following.tick > match.state.tick) return undefined;
      this.#segment = this.#segments.segment(++this.#index);
      this.#played = 0;
    }
    return this.#segment.entries[this.#played];
  }

  #perform(match: Match, entry: LogEntry): void {
    const { tick } = entry;
    this.#played += 1;
    if (tick !== match.state.tick) throw new Divergence(tick, 'the log goes back in time');
    if (entry.kind === 'hash' || entry.kind === 'end') {
      const own = this.#written;
      const isOwn = own?.kind === entry.kind && own.tick === tick && sameBytes(own.hash, entry.hash);
      if (!isOwn) throw new Divergence(tick, `the recorded ${entry.kind} is not the state's own`);
    } else {
      const reason = match.perform(entry);
      if (reason !== undefined) throw new Divergence(tick, `the rules refuse the recorded action: ${reason}`);
    }
  }
}
