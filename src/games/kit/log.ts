// What a match's log says: a header, then entries in total order. Everything that influences a state is here.

import type { Game, Input, InputShape, Outcome, Seat } from './game.ts';

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
  /** A real-time game: the fields of an input, in the order in which entries hold their values. */
  readonly inputs?: readonly string[];
  /** Which code of that rules version it was, where that is known: tells an honest mistake from a lie. */
  readonly rulesHash?: string;
}

/** The header of a match that begins now. */
export function headerOf(
  { rules, inputs }: Game,
  match: Pick<LogHeader, 'matchId' | 'mode' | 'seed' | 'seats' | 'rulesHash'>,
): LogHeader {
  const { id, version, tickRate } = rules;
  return { ...match, game: id, rules: version, tickRate, ...(inputs && { inputs: fieldsOf(inputs) }) };
}

const fieldsOf = (inputs: InputShape): string[] => Object.keys(inputs.read({}, 0)).sort();

/** `join`, `drop` and `resume` tell about connections and leave the state alone; `leave` and `timeout` end a seat. */
export type SeatEvent = 'join' | 'drop' | 'resume' | 'leave' | 'timeout';

/** A seat and what it wants now; undefined: nothing comes from it. */
export type InputChange = readonly [Seat, Input | undefined];

/** `tick` is the state's tick at that moment; entries of one tick are in the order in which they happened. */
export type LogEntry =
  | { readonly kind: 'action'; readonly tick: number; readonly seat: Seat; readonly action: unknown }
  /** Seats whose input is another one from the next tick on, until an entry says otherwise. */
  | { readonly kind: 'inputs'; readonly tick: number; readonly changes: readonly InputChange[] }
  | { readonly kind: SeatEvent; readonly tick: number; readonly seat: Seat }
  /** The state's hash at a second's end, for each second in which something happened. */
  | { readonly kind: 'hash'; readonly tick: number; readonly hash: Uint8Array }
  | { readonly kind: 'end'; readonly tick: number; readonly outcome: Outcome; readonly hash: Uint8Array };

export interface MatchLog {
  readonly header: LogHeader;
  readonly entries: readonly LogEntry[];
}
