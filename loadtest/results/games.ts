// Finished matches by the thousand: bots play a few games, which are then written under any number of match ids, as
// rooms would write them.

import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/client.ts';
import { games } from '../../src/games/index.ts';
import {
  below,
  type Game,
  headerOf,
  type Input,
  type LogEntry,
  Match,
  type MatchLog,
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

/** A game that was played, whoever sat there: neither states nor entries know who. */
export interface RecordedGame {
  readonly game: Game;
  readonly log: MatchLog;
  readonly outcome: Outcome;
  readonly ticks: number;
}

const chess = games.chess as Game;

interface Tempo {
  /** Ticks that pass between two rounds of actions, at most. */
  readonly ticks: number;
  /** So many rounds, then seat 0 gives up; never, where it is left out. */
  readonly rounds?: number;
}

/** Bots against bots; the same numbers give the same game. */
export function recordGame(game: Game, mode: string, n: number, { ticks, rounds = Infinity }: Tempo): RecordedGame {
  const seed = n.toString(16).padStart(32, 'a');
  const entries: LogEntry[] = [];
  const seats = Array.from({ length: modeOf(game.rules, mode).seats }, (_, seat) => `seat-${seat}`);
  const header = headerOf(game, { matchId: seed, mode, seed, seats });
  const match = new Match(game.rules, header, { make: plain, sha256, record: (entry) => entries.push(entry) });
  const rng = seeded(seed);
  for (let round = 0; !match.outcome; round++) {
    if (round >= rounds) match.seatEvent(0, 'leave');
    else for (const seat of seats.keys()) letAct(game, match, seat, rng);
    for (let pause = 1 + below(rng, ticks); pause > 0; pause--) match.advance();
  }
  return { game, log: { header, entries }, outcome: match.outcome, ticks: match.state.tick };
}

function letAct(game: Game, match: Match, seat: number, rng: number[]): void {
  const action = match.outcome ? undefined : game.bot(match.state, seat, rng);
  if (game.inputs) match.input([[seat, action as Input | undefined]]);
  else if (action !== undefined) match.act(seat, action);
}

/** Blitz of 60 to 80 plies, about three seconds a move. */
export const recordChess = (count: number, mode = 'blitz'): RecordedGame[] =>
  Array.from({ length: count }, (_, n) => recordGame(chess, mode, n, { ticks: 60, rounds: 30 + (n % 11) }));

/** Writes a recorded game as a match of these players that has just been finished; returns its id. */
export async function writeMatch(
  { pool }: Database,
  matches: Matches,
  { game, log: { header: recorded, entries }, outcome, ticks }: RecordedGame,
  seats: readonly string[],
): Promise<string> {
  const matchId = randomUUID();
  const { mode, seed } = recorded;
  const rulesHash = hashOfRules(game.rules.id);
  const header = { ...headerOf(game, { matchId, mode, seed, seats: [...seats] }), ...(rulesHash && { rulesHash }) };
  const log = new LogWriter(header, sha256);
  await matches.open(header, modeOf(game.rules, mode).rated, log.first);
  const half = entries.length >> 1;
  await openJournal(pool).append(matchId, 1, log.entries(entries.slice(0, half)));
  const chunk = log.entries(entries.slice(half));
  await matches.finish({ matchId, outcome, ticks, index: 2, chunk, summary: log.summary() });
  return matchId;
}
