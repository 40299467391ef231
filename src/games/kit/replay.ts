// A log played again from nothing: the one way in which a state comes back, for watching, judging and recovering.

import type { ActionShape, InputShape, Make, MatchState, Outcome, Rules, Seat } from './game.ts';
import type { InputChange, LogEntry, MatchLog } from './log.ts';
import { Match, modeOf, sameInput } from './match.ts';
import type { Sha256 } from './snapshot.ts';

/** Thrown where a log says something that these rules would not have done. */
export class Divergence extends Error {
  readonly tick: number;

  constructor(tick: number, what: string) {
    super(`tick ${tick}: ${what}`);
    this.tick = tick;
  }
}

/** Shown the state as it begins, and again after every tick and every entry that may have changed it. */
export type Watch = (state: MatchState, entry?: LogEntry) => void;

/** Shown the match before it leaves a tick, and at the log's end; `played` entries have happened by then. */
export type Leave = (match: Match, played: number) => void;

export interface ReplayOptions {
  readonly make: Make;
  readonly sha256: Sha256;
  /** Judge the shape of each recorded action and input; without them shapes are taken on trust. */
  readonly actions?: ActionShape<unknown>;
  readonly inputs?: InputShape;
  readonly watch?: Watch;
  readonly leave?: Leave;
}

export interface Replayed<State> {
  readonly state: State;
  /** Undefined while the log has no end yet. */
  readonly outcome: Outcome | undefined;
}

/**
 * Plays a whole log. Every action must be one that the rules allow, every hash must be the state's own and every entry
 * must stand where this play would write it; otherwise throws Divergence with the first tick that differs.
 */
export function replay<State extends MatchState>(
  rules: Rules<State>,
  log: MatchLog,
  options: ReplayOptions,
): Replayed<State> {
  const { seats, mode } = log.header;
  if (seats.length !== modeOf(rules, mode).seats)
    throw new Divergence(0, `${mode} is not played by ${seats.length} seats`);
  const written: LogEntry[] = [];
  const match = new Match(rules, log.header, { ...options, record: (entry) => written.push(entry) });
  options.watch?.(match.state);
  for (const [played, entry] of log.entries.entries()) {
    if (written.length === 0) advanceTo(match, { tick: entry.tick, played }, written, options);
    for (const seat of seatsOf(entry)) {
      if (seat >= seats.length) throw new Divergence(entry.tick, `there is no seat ${seat}`);
    }
    if (written.length === 0) {
      perform(match, entry, options);
      options.watch?.(match.state, entry);
    }
    const own = written.shift();
    if (!own || !sameEntry(own, entry)) throw new Divergence(entry.tick, difference(own, entry));
  }
  const missing = written[0];
  if (missing) throw new Divergence(missing.tick, `the log lacks the entry "${missing.kind}"`);
  options.leave?.(match, log.entries.length);
  return { state: match.state, outcome: match.outcome };
}

/** Lets time pass up to a tick, or to the entry that time itself writes (a hash, an end). */
function advanceTo(
  match: Match,
  { tick, played }: { tick: number; played: number },
  written: LogEntry[],
  { watch, leave }: ReplayOptions,
): void {
  while (match.state.tick < tick && written.length === 0) {
    leave?.(match, played);
    match.advance();
    watch?.(match.state);
    if (match.outcome) return;
  }
}

function perform(match: Match, entry: LogEntry, { actions, inputs }: ReplayOptions): void {
  if (entry.tick !== match.state.tick) throw new Divergence(entry.tick, 'the log goes back in time, or past its end');
  if (entry.kind === 'action' && actions && !actions.safeParse(entry.action).success) {
    throw new Divergence(entry.tick, 'a malformed action');
  }
  if (entry.kind === 'inputs' && inputs && !entry.changes.every((change) => isWellFormed(change, inputs))) {
    throw new Divergence(entry.tick, 'a malformed input');
  }
  const reason = match.perform(entry);
  if (reason === undefined) return;
  const seat = seatsOf(entry).join();
  throw new Divergence(entry.tick, `the rules refuse the action of seat ${seat}: ${reason}`);
}

const isWellFormed = ([, input]: InputChange, inputs: InputShape): boolean =>
  !input || sameInput(inputs.read(input, input['seenAgo'] ?? 0), input);

function seatsOf(entry: LogEntry): readonly Seat[] {
  if (entry.kind === 'inputs') return entry.changes.map(([seat]) => seat);
  return 'seat' in entry ? [entry.seat] : [];
}

function sameEntry(own: LogEntry, recorded: LogEntry): boolean {
  if (own.kind !== recorded.kind || own.tick !== recorded.tick) return false;
  if (own.kind === 'hash') return sameBytes(own.hash, (recorded as typeof own).hash);
  // Of a change that changes nothing, the match writes nothing.
  if (own.kind === 'inputs') return own.changes.length === (recorded as typeof own).changes.length;
  if (own.kind !== 'end') return true;
  const { hash, outcome } = recorded as typeof own;
  return (
    sameBytes(own.hash, hash) &&
    own.outcome.reason === outcome.reason &&
    own.outcome.ranks.length === outcome.ranks.length &&
    own.outcome.ranks.every((rank, seat) => rank === outcome.ranks[seat])
  );
}

function difference(own: LogEntry | undefined, recorded: LogEntry): string {
  if (own?.kind === recorded.kind && own.tick === recorded.tick)
    return `the recorded ${recorded.kind} is not the state's own`;
  return `the log has "${recorded.kind}" where the rules write ${own ? `"${own.kind}" at tick ${own.tick}` : 'nothing'}`;
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
