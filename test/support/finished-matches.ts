// Finished matches without the time of playing them in rooms: bots play on plain states, services write what a room
// would write.

import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/client.ts';
import { games } from '../../src/games/index.ts';
import {
  headerOf,
  type LogEntry,
  type LogHeader,
  Match,
  modeOf,
  type Outcome,
  plain,
  seeded,
} from '../../src/games/kit/index.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { type LogSigner, signerOf } from '../../src/services/ed25519.ts';
import { openJournal } from '../../src/services/journal.ts';
import { openMatches } from '../../src/services/matches.ts';
import { sha256 } from '../../src/services/sha256.ts';

export interface FinishedMatch {
  readonly matchId: string;
  readonly playerIds: readonly string[];
  readonly outcome: Outcome;
}

/** Signs what is finished here. */
export const testSigner = signerOf(Buffer.alloc(32, 7).toString('base64url'));

export async function createPlayers(db: Database, count: number): Promise<string[]> {
  const players = Array.from({ length: count }, (_, i) => ({ id: randomUUID(), name: `Player ${i}` }));
  await db.prisma.player.createMany({ data: players });
  return players.map(({ id }) => id);
}

/** A game between two bots, in the log's own words. The same seed gives the same game. */
function botGame(
  matchId: string,
  playerIds: readonly string[],
  seed: string,
  mode: string,
): { header: LogHeader; entries: LogEntry[]; outcome: Outcome; ticks: number } {
  const { rules, bot } = games.chess;
  const header = headerOf(games.chess, { matchId, mode, seed, seats: [...playerIds] });
  const entries: LogEntry[] = [];
  const match = new Match(rules, header, { make: plain, sha256, record: (entry) => entries.push(entry) });
  const rng = seeded(seed);
  while (!match.outcome) {
    const seat = rules.turn!(match.state)!;
    match.act(seat, bot(match.state, seat, rng)!);
    match.advance();
  }
  return { header, entries, outcome: match.outcome, ticks: match.state.tick };
}

/** Writes a finished bot game, in two pieces after the header as a room might. */
export async function finishBotGame(
  db: Database,
  playerIds: readonly string[],
  seed: string,
  { signer = testSigner, mode = 'blitz' }: { signer?: LogSigner; mode?: keyof typeof games.chess.rules.modes } = {},
): Promise<FinishedMatch> {
  const matchId = randomUUID();
  const { header, entries, outcome, ticks } = botGame(matchId, playerIds, seed, mode);
  const matches = openMatches(db, 0, signer);
  const log = new LogWriter(header, sha256);
  await matches.open(header, modeOf(games.chess.rules, mode).rated, log.first);
  // Rooms write no empty chunks.
  const half = entries.length >> 1;
  await openJournal(db.pool).append(matchId, 1, log.entries(entries.slice(0, half)));
  const chunk = log.entries(entries.slice(half));
  await matches.finish({ matchId, outcome, ticks, index: 2, chunk, summary: log.summary() });
  return { matchId, playerIds, outcome };
}
