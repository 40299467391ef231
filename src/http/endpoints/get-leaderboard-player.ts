// Where a player stands.
import { z } from 'zod';
import { boardChoice, boardPlace } from '../shapes/board.ts';
import { endpoint } from '../endpoint.ts';

export const getLeaderboardPlayer = endpoint({
  method: 'get',
  path: '/leaderboards/:game/players/:id',
  summary: "A player's rank and percentile on a board, of how many; of who is not on it, null",
  auth: 'anyone',
  params: z.object({ game: z.string(), id: z.uuid() }),
  query: z.object(boardChoice),
  refuses: ['not-found'],
  output: boardPlace,
  handler: ({ leaderboards }, { params, query }) => leaderboards.place(params.game, query, params.id),
});
