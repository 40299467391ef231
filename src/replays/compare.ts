// Two logs of one match side by side: the first entry in which they differ, and the first field of the state that
// became another because of it.

import {
  type FieldDifference,
  firstDifference,
  type Game,
  type LogEntry,
  Match,
  type MatchLog,
  type MatchState,
  plain,
  rulesOf,
  type Sha256,
} from '../games/kit/index.ts';
import { isEndless } from './verify.ts';

export interface LogDifference {
  /** In the header; nothing else is compared then. */
  readonly header?: FieldDifference;
  /** Counted from 1; `undefined` where a log has ended before. */
  readonly entry?: { readonly number: number; readonly entries: readonly [LogEntry | undefined, LogEntry | undefined] };
  /** The first tick at whose end the states differ, and the first field that does; undefined when none do for as long
   * as both logs go on. */
  readonly state?: FieldDifference & { readonly tick: number };
}

/** Undefined when both say the same. Neither log need be one that the rules would have written. */
export function compareLogs(
  one: MatchLog,
  other: MatchLog,
  game: Game | undefined,
  sha256: Sha256,
): LogDifference | undefined {
  const header = firstDifference(one.header, other.header);
  if (header) return { header };
  const longest = one.entries.length > other.entries.length ? one.entries : other.entries;
  const at = longest.findIndex((_, i) => firstDifference(one.entries[i], other.entries[i]));
  if (at === -1) return undefined;
  const entry = { number: at + 1, entries: [one.entries[at], other.entries[at]] } as const;
  const playable = game && rulesOf(game, one.header.rules) && !isEndless(one, game) && !isEndless(other, game);
  const state = playable ? firstStateDifference(one, other, game, sha256) : undefined;
  return { entry, ...(state && { state }) };
}

function firstStateDifference(
  one: MatchLog,
  other: MatchLog,
  game: Game,
  sha256: Sha256,
): LogDifference['state'] | undefined {
  const others = statesOf(other, game, sha256);
  for (const state of statesOf(one, game, sha256)) {
    const { value: otherState } = others.next();
    // One of the two stops here: what is left of the other is an entry, not a field.
    if (!otherState) return undefined;
    const difference = firstDifference(state, otherState);
    if (difference) return { tick: state.tick, ...difference };
  }
  return undefined;
}

/** The state at the end of each tick, the same object every time. Entries that the rules refuse are passed over. */
function* statesOf(log: MatchLog, game: Game, sha256: Sha256): Generator<MatchState, undefined> {
  const match = new Match(rulesOf(game, log.header.rules)!, log.header, {
    make: plain,
    sha256,
    record: () => undefined,
  });
  for (const entry of log.entries) {
    while (match.state.tick < entry.tick && !match.outcome) {
      yield match.state;
      match.advance();
    }
    if (entry.kind !== 'action' || game.actions.safeParse(entry.action).success) match.perform(entry);
  }
  yield match.state;
}
