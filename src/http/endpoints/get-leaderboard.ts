// The best players of a game's mode.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { playerRef, standing } from '../shapes.ts';

export const getLeaderboard = endpoint({
  method: 'get',
  path: '/leaderboards/:game',
  summary: 'Lists the best players of a game',
  auth: 'anyone',
  params: z.object({ game: z.string() }),
  query: z.object({ mode: z.string().optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
  output: z.object({
    game: z.string(),
    mode: z.string(),
    items: z.array(standing.extend({ rank: z.int(), player: playerRef })),
  }),
  async handler({ games, leaderboards }, { params, query }) {
    const mode = games.mode(params.game, query.mode);
    if (mode === undefined) return undefined;
    return { game: params.game, mode, items: await leaderboards.top(params.game, mode, query.limit) };
  },
});
