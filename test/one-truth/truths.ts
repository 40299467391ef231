// The state hashes that a finished match leads to, second by second, by each way that there is from a log to a state. Runs
// in Node and in a browser alike.

import { decompress } from 'fzstd';
import { gameById } from '../../src/games/index.ts';
import { type Keyframe, Match, type MatchLog, plain, type Sha256, stateHash } from '../../src/games/kit/index.ts';
import { toHex } from '../../src/replays/bytes.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';
import { readFile } from '../../src/replays/log-file.ts';
import { Playback } from '../../src/replays/playback.ts';
import { ReplayFile } from '../../src/replays/replay-file.ts';

/** The two files that there are of a match. */
export interface Files {
  readonly log: Uint8Array;
  readonly replay: Uint8Array;
}

/** Hashes at the end of each second, and at last that of the end. */
export interface Truths {
  /** From the first tick on. */
  readonly replayed: readonly string[];
  /** Each from the last of some keyframes before it. */
  readonly resumed: readonly string[];
  /** In the compact replay: its end first, then every other second, then those between. */
  readonly sought: readonly string[];
}

const SECONDS_BETWEEN_KEYFRAMES = 5;

export function truthsOf({ log, replay }: Files, sha256: Sha256): Truths {
  const { replayed, resumed, ticks } = played(decodeLog(readFile(log).chunks.map(({ bytes }) => bytes)), sha256);
  return { replayed, resumed, sought: sought(new ReplayFile(replay, { decompress }), ticks, sha256) };
}

function played(log: MatchLog, sha256: Sha256): Pick<Truths, 'replayed' | 'resumed'> & { ticks: number[] } {
  const { rules } = gameById(log.header.game)!;
  const options = { make: plain, sha256, record: () => undefined };
  const match = new Match(rules, log.header, options);
  const [ticks, replayed]: [number[], string[]] = [[], []];
  const keyframes: { keyframe: Keyframe; played: number }[] = [];
  for (const played of seconds(match, log)) {
    if (ticks.length % SECONDS_BETWEEN_KEYFRAMES === 0) keyframes.push({ keyframe: match.keyframe(), played });
    ticks.push(match.state.tick);
    replayed.push(toHex(match.hash()));
  }
  const resumed = keyframes.flatMap(({ keyframe, played }, i) => {
    const until = keyframes[i + 1]?.keyframe.tick ?? Infinity;
    const goingOn = Match.resume(rules, log.header, keyframe, options);
    const hashes: string[] = [];
    for (const _ of seconds(goingOn, log, played)) {
      if (goingOn.state.tick >= until) break;
      hashes.push(toHex(goingOn.hash()));
    }
    return hashes;
  });
  return { replayed, resumed, ticks };
}

/** Plays a match on, and stops at the end of each second and of the match; yields how many entries were played. */
function* seconds(match: Match, { entries }: MatchLog, from = 0): Generator<number> {
  let played = from;
  for (;;) {
    while (played < entries.length && entries[played]!.tick <= match.state.tick) match.perform(entries[played++]!);
    if (match.outcome || match.state.tick % match.rules.tickRate === 0) yield played;
    if (match.outcome) return;
    match.advance();
  }
}

function sought(replay: ReplayFile, ticks: readonly number[], sha256: Sha256): string[] {
  const playback = new Playback(replay.header, replay, { rules: gameById(replay.header.game)!.rules, sha256 });
  const hashes = ticks.map(() => '');
  const visit = (second: number): void => {
    playback.seek(ticks[second]!);
    hashes[second] = toHex(stateHash(playback.state, sha256));
  };
  visit(ticks.length - 1);
  for (const first of [1, 0]) for (let second = first; second < ticks.length; second += 2) visit(second);
  return hashes;
}
