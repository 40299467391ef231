// The players with the most achievement points.
import { z } from 'zod';
import { boardRequest, boardView, scoreboard } from '../shapes/board.ts';
import { endpoint } from '../endpoint.ts';

export const getLeaderboardAchievements = endpoint({
  method: 'get',
  path: '/leaderboards/achievements',
  summary: 'Lists the players with the most achievement points',
  auth: 'optional',
  query: z.object(boardView),
  refuses: ['bad-cursor'],
  output: scoreboard,
  handler: ({ leaderboards }, { query, caller }) => leaderboards.achievements(boardRequest(query, caller)),
});
