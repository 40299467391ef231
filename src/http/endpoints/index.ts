// The HTTP API: one line per endpoint.
import { getGames } from './get-games.ts';
import { getLeaderboard } from './get-leaderboard.ts';
import { getLogKeys } from './get-log-keys.ts';
import { getMatch } from './get-match.ts';
import { getMatchHeatmap } from './get-match-heatmap.ts';
import { getMatchLog } from './get-match-log.ts';
import { getMatchReplay } from './get-match-replay.ts';
import { getMatchReport } from './get-match-report.ts';
import { getMatches } from './get-matches.ts';
import { getPlayer } from './get-player.ts';
import { postAuthGuest } from './post-auth-guest.ts';

export const endpoints = [
  getGames,
  getLeaderboard,
  getLogKeys,
  getMatch,
  getMatchHeatmap,
  getMatchLog,
  getMatchReplay,
  getMatchReport,
  getMatches,
  getPlayer,
  postAuthGuest,
] as const;
