// What a match's log says: a header, then entries in total order. Everything that influences a state is here.

import type { Input, Outcome, Seat } from './game.ts';

export interface LogHeader {
  readonly matchId: string;
  readonly game: string;
  /** The rules' version that wrote the log. */
  readonly rules: number;
  readonly mode: string;
  /** 32 hexadecimal digits (see rng.ts). */
  readonly seed: string;
  readonly tickRate: number;
  /** The player of each seat. */
  readonly seats: readonly string[];
}

/** `join`, `drop` and `resume` tell about connections and leave the state alone; `leave` and `timeout` end a seat. */
export type SeatEvent = 'join' | 'drop' | 'resume' | 'leave' | 'timeout';

/** `tick` is the state's tick at that moment; entries of one tick are in the order in which they happened. */
export type LogEntry =
  | { readonly kind: 'action'; readonly tick: number; readonly seat: Seat; readonly action: unknown }
  /** From the next tick on this is the seat's input, until another entry says otherwise; undefined: none comes. */
  | { readonly kind: 'input'; readonly tick: number; readonly seat: Seat; readonly input: Input | undefined }
  | { readonly kind: SeatEvent; readonly tick: number; readonly seat: Seat }
  /** The state's hash at a second's end, for each second in which something happened. */
  | { readonly kind: 'hash'; readonly tick: number; readonly hash: Uint8Array }
  | { readonly kind: 'end'; readonly tick: number; readonly outcome: Outcome; readonly hash: Uint8Array };

export interface MatchLog {
  readonly header: LogHeader;
  readonly entries: readonly LogEntry[];
}
