// A log in pieces from which one can go on: each begins with a keyframe, so that no moment of a match is far from one.

import type { Keyframe, LogEntry, LogHeader } from '../games/kit/index.ts';

/** A stretch of a log. */
export interface Segment {
  /** The match at the end of the keyframe's tick. That of the first segment is the match before anything happened. */
  readonly keyframe: Keyframe;
  /** What follows it: entries of later ticks, in the first segment also those of tick 0. */
  readonly entries: readonly LogEntry[];
}

export interface SegmentStart {
  /** Its keyframe's. */
  readonly tick: number;
  /** How many entries the log has before it. */
  readonly entry: number;
}

/** A log's segments, in order; there is at least one. */
export interface Segments {
  readonly starts: readonly SegmentStart[];
  /** Throws where it can't be read, or is not at hand. */
  segment(index: number): Segment;
}

interface SegmentLimits {
  readonly ticks: number;
  readonly entries: number;
}

/**
 * How far a segment may go: what a seek costs at most, whatever the length of the match. In a real-time game it is ticks
 * that cost: one of an arena of eight takes some 16 µs, so that a minute of it is played in 30 ms and the mean seek in
 * 15, which is at once also on a phone; and a keyframe every minute (a kilobyte) takes a sixth of what the inputs of
 * that minute do. In a game of turns a tick costs next to nothing and a move of chess 0.1 ms: 13 ms for 128 of them,
 * for which a keyframe, with the moves before it, is worth it.
 */
export function limitsOf({ inputs }: Pick<LogHeader, 'inputs'>): SegmentLimits {
  return inputs ? { ticks: 1_800, entries: 3_600 } : { ticks: 36_000, entries: 128 };
}

/** The last segment that begins no later than this tick. */
export function segmentAt(starts: readonly SegmentStart[], tick: number): number {
  const after = starts.findIndex((start) => start.tick > tick);
  return Math.max(0, (after === -1 ? starts.length : after) - 1);
}
