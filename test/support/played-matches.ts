// Matches of modelled people, as a room would have written them: for tests of what follows a match.

import { randomUUID } from 'node:crypto';
import type { PlayedMatch } from '../../loadtest/detect/people/play.ts';
import type { Database } from '../../src/db/client.ts';
import { modeOf } from '../../src/games/kit/index.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { openMatches } from '../../src/services/matches.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testSigner } from './finished-matches.ts';

/** Writes a played match down as these players', finished and owed its results; returns its id. */
export async function finishPlayed(
  db: Database,
  playerIds: readonly string[],
  { game, log, beside }: PlayedMatch,
): Promise<string> {
  const matchId = randomUUID();
  const header = { ...log.header, matchId, seats: [...playerIds] };
  const end = log.entries.at(-1);
  if (end?.kind !== 'end') throw new Error('the match has no end');
  const matches = openMatches(db, 0, testSigner);
  const writer = new LogWriter(header, sha256);
  await matches.open(header, modeOf(game.rules, header.mode).rated, writer.first);
  const { outcome, tick: ticks } = end;
  const [chunk, summary] = [writer.entries(log.entries), writer.summary()];
  const { refusals } = beside;
  await matches.finish({ matchId, outcome, ticks, index: 1, chunk, summary, ...(refusals && { refusals }) });
  return matchId;
}
