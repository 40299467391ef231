// Where the player who asks stands.
import { z } from 'zod';
import { boardChoice, boardPlace } from '../shapes/board.ts';
import { endpoint } from '../endpoint.ts';

export const getMeRank = endpoint({
  method: 'get',
  path: '/players/me/rank/:game',
  summary: "The asking player's rank and percentile on a board, of how many; null before the first match that counts",
  auth: 'player',
  params: z.object({ game: z.string() }),
  query: z.object(boardChoice),
  refuses: ['not-found'],
  output: boardPlace,
  handler: ({ leaderboards }, { params, query, caller }) => leaderboards.place(params.game, query, caller.playerId),
});
