// The HTTP API: one line per endpoint.
import { getGames } from './get-games.ts';
import { getLeaderboard } from './get-leaderboard.ts';
import { getLogKeys } from './get-log-keys.ts';
import { getMatch } from './get-match.ts';
import { getMatchLog } from './get-match-log.ts';
import { getMatchReplay } from './get-match-replay.ts';
import { getMatches } from './get-matches.ts';
import { getPlayer } from './get-player.ts';
import { postAuthGuest } from './post-auth-guest.ts';

export const endpoints = [
  getGames,
  getLeaderboard,
  getLogKeys,
  getMatch,
  getMatchLog,
  getMatchReplay,
  getMatches,
  getPlayer,
  postAuthGuest,
] as const;
