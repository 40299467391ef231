// Finished matches by the thousand: bots play a few games of chess, which are then written under any number of match
// ids, as rooms would write them.

import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/client.ts';
import { games } from '../../src/games/index.ts';
import {
  below,
  headerOf,
  type LogEntry,
  Match,
  modeOf,
  type Outcome,
  plain,
  seeded,
} from '../../src/games/kit/index.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { openJournal } from '../../src/services/journal.ts';
import type { Matches } from '../../src/services/matches.ts';
import { hashOfRules } from '../../src/services/rules-hash.ts';
import { sha256 } from '../../src/services/sha256.ts';

const { chess } = games;

/** A game that was played, whoever sat there: neither states nor entries know who. */
export interface RecordedGame {
  readonly mode: string;
  readonly seed: string;
  readonly entries: readonly LogEntry[];
  readonly outcome: Outcome;
  readonly ticks: number;
}

/** One bot against another, about three seconds a move; where it is not over by then, White resigns at this ply. */
export function recordGame(n: number, plies: number, mode: keyof typeof chess.rules.modes = 'blitz'): RecordedGame {
  const seed = n.toString(16).padStart(32, 'a');
  const entries: LogEntry[] = [];
  const header = headerOf(chess, { matchId: seed, mode, seed, seats: ['white', 'black'] });
  const match = new Match(chess.rules, header, { make: plain, sha256, record: (entry) => entries.push(entry) });
  const rng = seeded(seed);
  while (!match.outcome) {
    const { turn, moves } = match.state;
    match.act(turn, moves.length < plies ? chess.bot(match.state, turn, rng)! : { type: 'resign' });
    for (let ticks = 5 + below(rng, 50); ticks > 0; ticks--) match.advance();
  }
  return { mode, seed, entries, outcome: match.outcome, ticks: match.state.tick };
}

/** Games of 60 to 80 plies. */
export const recordGames = (count: number): RecordedGame[] =>
  Array.from({ length: count }, (_, n) => recordGame(n, 60 + (n % 21)));

/** Writes a recorded game as a match of these players that has just been finished. */
export async function writeMatch(
  { pool }: Database,
  matches: Matches,
  { mode, seed, entries, outcome, ticks }: RecordedGame,
  seats: readonly string[],
): Promise<string> {
  const matchId = randomUUID();
  const rulesHash = hashOfRules('chess');
  const header = { ...headerOf(chess, { matchId, mode, seed, seats: [...seats] }), ...(rulesHash && { rulesHash }) };
  const log = new LogWriter(header, sha256);
  await matches.open(header, modeOf(chess.rules, mode).rated, log.first);
  const half = entries.length >> 1;
  await openJournal(pool).append(matchId, 1, log.entries(entries.slice(0, half)));
  const chunk = log.entries(entries.slice(half));
  await matches.finish({ matchId, outcome, ticks, index: 2, chunk, summary: log.summary() });
  return matchId;
}
