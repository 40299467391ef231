// Signed logs of any length that no room played.

import { famousGames } from '../../loadtest/famous-games.ts';
import { uciMoves } from '../../loadtest/famous-match.ts';
import { games } from '../../src/games/index.ts';
import { headerOf, type LogEntry, type LogHeader, Match, plain } from '../../src/games/kit/index.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import type { StoredLog } from '../../src/replays/log-file.ts';
import { signHead } from '../../src/replays/signed-head.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { testSigner } from './finished-matches.ts';

const matchId = '01234567-89ab-4cde-8f01-23456789abcd';

const longest = famousGames.reduce((one, other) => (other.san.length > one.san.length ? other : one));

/** A game of chess that ends with entry `count`, by resignation; at least half of the entries tell of connections. */
export function longGame(count: number): { header: LogHeader; entries: LogEntry[] } {
  const { rules } = games.chess;
  const header = headerOf(games.chess, { matchId, mode: 'untimed', seed: '3'.repeat(32), seats: ['ann', 'bob'] });
  const entries: LogEntry[] = [];
  const match = new Match(rules, header, { make: plain, sha256, record: (entry) => entries.push(entry) });
  const moves = uciMoves(longest);
  while (entries.length < count - 2) {
    const move = entries.length < count / 2 ? moves.shift() : undefined;
    if (move) match.act(rules.turn!(match.state)!, { type: 'move', move });
    else match.seatEvent(entries.length % 4 < 2 ? 0 : 1, entries.length % 2 === 0 ? 'drop' : 'resume');
    if (entries.length < count - 2) match.advance();
  }
  match.act(0, { type: 'resign' });
  return { header, entries };
}

/** A log in chunks of one entry and more, as rooms write them. */
export function signedLog(count: number, signer = testSigner): StoredLog & { readonly sizes: readonly number[] } {
  const { header, entries } = longGame(count);
  const writer = new LogWriter(header, sha256);
  const chunks = [writer.first];
  const sizes = [0];
  for (let at = 0; at < entries.length; at += sizes.at(-1)!) {
    sizes.push(Math.min(1 + (sizes.length % 12), entries.length - at));
    chunks.push(writer.entries(entries.slice(at, at + sizes.at(-1)!)));
  }
  const head = signHead({ matchId, ...writer.summary(), chainHash: chunks.at(-1)!.hash }, signer);
  return { chunks, head, sizes };
}
