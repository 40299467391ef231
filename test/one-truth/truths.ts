// The state hashes that a log leads to, second by second, by each way that there is from a log to a state. Runs in Node
// and in a browser alike.

import { gameById } from '../../src/games/index.ts';
import { type Keyframe, type LogEntry, Match, type MatchLog, plain, type Sha256 } from '../../src/games/kit/index.ts';
import { toHex } from '../../src/replays/bytes.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';

/** A stored log, and the tick up to which it is to be played. */
export interface Recording {
  readonly chunks: readonly Uint8Array[];
  readonly lastTick: number;
}

/** Hashes at the end of each second, and at last that of the last tick. */
export interface Truths {
  /** From the first tick on. */
  readonly replayed: readonly string[];
  /** Each from the last keyframe before it. */
  readonly sought: readonly string[];
}

const SECONDS_BETWEEN_KEYFRAMES = 5;

export function truthsOf({ chunks, lastTick }: Recording, sha256: Sha256): Truths {
  const log = decodeLog(chunks);
  const { rules } = gameById(log.header.game)!;
  const options = { make: plain, sha256, record: () => undefined };
  const match = new Match(rules, log.header, options);
  const replayed: string[] = [];
  const keyframes: { keyframe: Keyframe; played: number }[] = [];
  for (const played of seconds(match, log, lastTick)) {
    if (replayed.length % SECONDS_BETWEEN_KEYFRAMES === 0) keyframes.push({ keyframe: match.keyframe(), played });
    replayed.push(toHex(match.hash()));
  }
  const sought = keyframes.flatMap(({ keyframe, played }, i) => {
    const until = keyframes[i + 1]?.keyframe.tick ?? Infinity;
    const resumed = Match.resume(rules, log.header, keyframe, options);
    const hashes: string[] = [];
    for (const _ of seconds(resumed, log, lastTick, played)) {
      if (resumed.state.tick >= until) break;
      hashes.push(toHex(resumed.hash()));
    }
    return hashes;
  });
  return { replayed, sought };
}

/** Plays a match on, and stops at the end of each second and of the last tick; yields how many entries were played. */
function* seconds(match: Match, { entries }: MatchLog, lastTick: number, from = 0): Generator<number> {
  let played = from;
  for (;;) {
    for (; played < entries.length && entries[played]!.tick <= match.state.tick; played++)
      follow(match, entries[played]!);
    const isLast = match.outcome !== undefined || match.state.tick >= lastTick;
    if (isLast || match.state.tick % match.rules.tickRate === 0) yield played;
    if (isLast) return;
    match.advance();
  }
}

function follow(match: Match, entry: LogEntry): void {
  if (entry.kind === 'action') match.act(entry.seat, entry.action);
  else if (entry.kind === 'inputs') match.input(entry.changes);
  else if (entry.kind !== 'hash' && entry.kind !== 'end') match.seatEvent(entry.seat, entry.kind);
}
