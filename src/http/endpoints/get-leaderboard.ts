// The best players of a game's mode, or of a title.
import { z } from 'zod';
import { boardChoice, boardRequest, boardView, leaderboard } from '../shapes/board.ts';
import { endpoint } from '../endpoint.ts';

export const getLeaderboard = endpoint({
  method: 'get',
  path: '/leaderboards/:game',
  summary: 'Lists the best players of a game: of all, a region, a season, or among friends; and who is around a player',
  auth: 'optional',
  params: z.object({ game: z.string() }),
  query: z.object({ ...boardChoice, ...boardView }),
  refuses: ['bad-cursor', 'not-found'],
  output: leaderboard,
  handler: ({ leaderboards }, { params, query, caller }) =>
    leaderboards.list(params.game, query, boardRequest(query, caller)),
});
