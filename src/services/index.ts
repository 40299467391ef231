// All use-cases over one database: what endpoints and rooms are given.

import type { Database } from '../db/client.ts';
import { type Games, openGames } from './games.ts';
import { type Journal, openJournal } from './journal.ts';
import { type Leaderboards, openLeaderboards } from './leaderboards.ts';
import { type Matches, openMatches } from './matches.ts';
import { openPlayers, type Players } from './players.ts';
import { openSessions, type Sessions } from './sessions.ts';

export interface Services {
  readonly games: Games;
  readonly journal: Journal;
  readonly leaderboards: Leaderboards;
  readonly matches: Matches;
  readonly players: Players;
  readonly sessions: Sessions;
}

export interface ServicesOptions {
  /** See ownership.ts. */
  readonly owner: number;
  /** See sessions.ts. */
  readonly tokenKey: string;
}

export function openServices(db: Database, { owner, tokenKey }: ServicesOptions): Services {
  return {
    games: openGames(),
    journal: openJournal(db.pool),
    leaderboards: openLeaderboards(db),
    matches: openMatches(db, owner),
    players: openPlayers(db),
    sessions: openSessions(db, tokenKey),
  };
}
