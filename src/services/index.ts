// All use-cases over one database: what endpoints and rooms are given.

import type { Database } from '../db/client.ts';
import { type Cases, openCases } from './cases.ts';
import { signerOf } from './ed25519.ts';
import { type Games, openGames } from './games.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Leaderboards, openLeaderboards } from './leaderboards.ts';
import { type LogKeys, openLogKeys } from './log-keys.ts';
import { type Matches, openMatches } from './matches.ts';
import { openPlayers, type Players } from './players.ts';
import { openReplays, type Replays } from './replays.ts';
import { openReports, type Reports } from './reports.ts';
import { openSessions, type Sessions } from './sessions.ts';

export interface Services {
  readonly cases: Cases;
  readonly games: Games;
  readonly journal: Journal;
  readonly leaderboards: Leaderboards;
  readonly logKeys: LogKeys;
  readonly matches: Matches;
  readonly players: Players;
  readonly replays: Replays;
  readonly reports: Reports;
  readonly sessions: Sessions;
}

export interface ServicesOptions {
  /** See ownership.ts. */
  readonly owner: number;
  /** See sessions.ts. */
  readonly tokenKey: string;
  /** Signs finished logs: the Ed25519 private key, 32 bytes in base64url. */
  readonly logKey: string;
}

export function openServices(db: Database, { owner, tokenKey, logKey }: ServicesOptions): Services {
  const signer = signerOf(logKey);
  return {
    cases: openCases(db),
    games: openGames(),
    journal: openJournal(db.pool),
    leaderboards: openLeaderboards(db),
    logKeys: openLogKeys(db, signer),
    matches: openMatches(db, owner, signer),
    players: openPlayers(db),
    replays: openReplays(db),
    reports: openReports(db),
    sessions: openSessions(db, tokenKey),
  };
}
