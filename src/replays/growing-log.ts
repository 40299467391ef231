// A log that may still be written, cut into segments by whoever plays it: a cursor that passes a place where a segment
// has become long enough leaves a keyframe there, so that playing on once makes every later seek short.

import {
  type Keyframe,
  type LogEntry,
  type LogHeader,
  Match,
  type MatchLog,
  plain,
  type Rules,
  type Sha256,
} from '../games/kit/index.ts';
import { limitsOf, type Segment, type Segments, type SegmentStart } from './segments.ts';

export class GrowingLog implements Segments {
  readonly starts: SegmentStart[];
  #segments: (Segment & { readonly entries: LogEntry[] })[];
  #limits: ReturnType<typeof limitsOf>;

  private constructor(header: LogHeader, keyframe: Keyframe, entries: readonly LogEntry[]) {
    this.starts = [{ tick: keyframe.tick, entry: 0 }];
    this.#segments = [{ keyframe, entries: [...entries] }];
    this.#limits = limitsOf(header);
  }

  /** Of what is known of a match by now. */
  static of({ header, entries }: MatchLog, { rules, sha256 }: { rules: Rules; sha256: Sha256 }): GrowingLog {
    const match = new Match(rules, header, { make: plain, sha256, record: () => undefined });
    return new GrowingLog(header, match.keyframe(), entries);
  }

  /** The last one goes on growing. */
  segment(index: number): Segment {
    const segment = this.#segments[index];
    if (!segment) throw new Error(`the log has no segment ${index}`);
    return segment;
  }

  append(entries: readonly LogEntry[]): void {
    const own = this.#segments.at(-1)!.entries;
    for (const entry of entries) own.push(entry);
  }

  /**
   * To be told by a cursor that is about to leave a tick, having played `played` entries of the last segment. Only a
   * later entry makes it certain that this tick has no more of them.
   */
  passing(played: number, match: Match): void {
    const { entries } = this.#segments.at(-1)!;
    const ticks = match.state.tick - this.starts.at(-1)!.tick;
    const isLong = ticks >= this.#limits.ticks || (ticks > 0 && played >= this.#limits.entries);
    if (isLong && played < entries.length) this.cut(played, match.keyframe());
  }

  /** Ends the last segment after so many entries. */
  cut(played: number, keyframe: Keyframe): void {
    const rest = this.#segments.at(-1)!.entries.splice(played);
    this.starts.push({ tick: keyframe.tick, entry: this.starts.at(-1)!.entry + played });
    this.#segments.push({ keyframe, entries: rest });
  }
}
