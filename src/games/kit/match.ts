// One match being played: rules, their state, and the log that it writes. A live room drives it with clients and a
// clock, a replay with an older log; that is the only difference between the two.

import {
  type Input,
  type Make,
  type MatchState,
  type Mode,
  type Outcome,
  plain,
  type Rules,
  type Seat,
} from './game.ts';
import type { InputChange, LogEntry, LogHeader, SeatEvent } from './log.ts';
import { seeded } from './rng.ts';
import { restore, type Sha256, snapshot, stateHash } from './snapshot.ts';

/** Why any game refuses an action whatever its rules say; a game's own reasons come on top of these. */
export const commonReasons = ['malformed', 'not_seated', 'not_started', 'match_over'] as const;

export interface MatchOptions {
  readonly make: Make;
  readonly sha256: Sha256;
  /** Receives each entry of the log, in order. */
  readonly record: (entry: LogEntry) => void;
}

/** All that a match needs to go on from some moment: what the log before it has come to. Never changes. */
export interface Keyframe {
  readonly tick: number;
  /** The canonical bytes of the state (see snapshot.ts). */
  readonly snapshot: Uint8Array;
  /** What each seat wants, as the log says. */
  readonly inputs: readonly (Input | undefined)[];
  /** Whether anything was recorded since the last state hash, so that this second's end has one. */
  readonly recordedSinceHash: boolean;
}

export class Match<State extends MatchState = MatchState, Action = unknown> {
  readonly rules: Rules<State, Action>;
  readonly state: State;
  #options: MatchOptions;
  #outcome: Outcome | undefined;
  #recordedSinceHash = false;
  #inputs: (Input | undefined)[] = [];

  /** Throws when the header names a mode or a rules version that these rules don't have. `from`: see `resume`. */
  constructor(
    rules: Rules<State, Action>,
    header: Pick<LogHeader, 'rules' | 'mode' | 'seed'>,
    options: MatchOptions,
    from?: Keyframe,
  ) {
    if (header.rules !== rules.version) {
      throw new Error(`${rules.id}: the log was written by rules version ${header.rules}, this is ${rules.version}`);
    }
    const mode = modeOf(rules, header.mode);
    this.rules = rules;
    this.#options = options;
    if (!from) {
      this.state = rules.setup(options.make, mode, seeded(header.seed));
      return;
    }
    this.state = restore(from.snapshot) as State;
    this.#inputs = [...from.inputs];
    this.#recordedSinceHash = from.recordedSinceHash;
    this.#outcome = rules.outcome(this.state);
  }

  /** Goes on from a keyframe of the same match, on plain objects. Throws as the constructor does. */
  static resume<State extends MatchState, Action>(
    rules: Rules<State, Action>,
    header: Pick<LogHeader, 'rules' | 'mode' | 'seed'>,
    keyframe: Keyframe,
    options: Omit<MatchOptions, 'make'>,
  ): Match<State, Action> {
    return new Match(rules, header, { ...options, make: plain }, keyframe);
  }

  keyframe(): Keyframe {
    const { state } = this;
    return {
      tick: state.tick,
      snapshot: snapshot(state),
      inputs: [...this.#inputs],
      recordedSinceHash: this.#recordedSinceHash,
    };
  }

  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** Plays an action, or says why not; a refused one leaves state and log as they were. */
  act(seat: Seat, action: Action): string | undefined {
    if (this.#outcome) return 'match_over';
    const reason = this.rules.refuse(this.state, seat, action);
    if (reason !== undefined) return reason;
    this.rules.apply(this.state, seat, action, this.#options.make);
    this.#record({ kind: 'action', tick: this.state.tick, seat, action });
    this.#settle();
    return undefined;
  }

  /** What seats want from the next tick on, in any order; only what differs from before is written to the log. */
  input(inputs: Iterable<InputChange>): void {
    if (this.#outcome) return;
    const changes: InputChange[] = [];
    for (const change of inputs) {
      const [seat, input] = change;
      if (sameInput(this.#inputs[seat], input)) continue;
      this.#inputs[seat] = input;
      changes.push(change);
    }
    if (changes.length > 0) this.#record({ kind: 'inputs', tick: this.state.tick, changes });
  }

  /** Records what became of a seat; one that is gone for good is told to the rules. */
  seatEvent(seat: Seat, kind: SeatEvent): void {
    if (this.#outcome) return;
    if (kind === 'leave' || kind === 'timeout') this.rules.leave(this.state, seat);
    this.#record({ kind, tick: this.state.tick, seat });
    this.#settle();
  }

  /** Lets happen what an entry of a log says; returns why the rules refuse it. What time writes is left to `advance`. */
  perform(entry: LogEntry): string | undefined {
    if (entry.kind === 'action') return this.act(entry.seat, entry.action as Action);
    if (entry.kind === 'inputs') this.input(entry.changes);
    else if (entry.kind !== 'hash' && entry.kind !== 'end') this.seatEvent(entry.seat, entry.kind);
    return undefined;
  }

  /** One tick of time. Does nothing once the match is over. */
  advance(): void {
    if (this.#outcome) return;
    this.state.tick += 1;
    this.rules.step?.(this.state, this.#inputs, this.#options.make);
    this.#settle();
    if (this.#recordedSinceHash && this.state.tick % this.rules.tickRate === 0) {
      this.#record({ kind: 'hash', tick: this.state.tick, hash: this.hash() });
      this.#recordedSinceHash = false;
    }
  }

  hash(): Uint8Array {
    return stateHash(this.state, this.#options.sha256);
  }

  #settle(): void {
    this.#outcome = this.rules.outcome(this.state);
    if (!this.#outcome) return;
    this.#record({ kind: 'end', tick: this.state.tick, outcome: this.#outcome, hash: this.hash() });
    this.#recordedSinceHash = false;
  }

  #record(entry: LogEntry): void {
    this.#recordedSinceHash = true;
    this.#options.record(entry);
  }
}

/** Whether two inputs have the same values. */
export function sameInput(a: Input | undefined, b: Input | undefined): boolean {
  if (!a || !b) return a === b;
  const fields = Object.keys(a);
  return fields.length === Object.keys(b).length && fields.every((field) => a[field] === b[field]);
}

/** A mode by its id; throws with the list of those there are. */
export function modeOf<M extends Mode>(
  rules: { readonly id: string; readonly modes: Readonly<Record<string, M>> },
  id: string,
): M {
  const mode = Object.hasOwn(rules.modes, id) ? rules.modes[id] : undefined;
  if (!mode) throw new Error(`${rules.id} has no mode "${id}"; it has ${Object.keys(rules.modes).join(', ')}`);
  return mode;
}
