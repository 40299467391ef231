// A player in all their numbers.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { id } from '../shapes/common.ts';
import { completion, days, totals, trend } from '../shapes/statistics.ts';

export const getPlayerStatistics = endpoint({
  method: 'get',
  path: '/players/:id/statistics',
  summary: "A player's statistics by game and mode, and day by day",
  auth: 'anyone',
  params: id,
  query: z.object({ ...days, game: gameFilter, mode: z.string().min(1).optional() }),
  refuses: ['bad-range'],
  output: z.object({
    playerId: z.uuid(),
    totals: totals.describe('Over all games, whichever was asked for.'),
    achievements: completion,
    games: z.array(
      z.object({
        game: z.string(),
        matches: z.int(),
        seconds: z.int(),
        achievements: completion,
        modes: z.array(totals.extend({ mode: z.string() })),
      }),
    ),
    trend,
  }),
  handler: ({ statistics }, { params, query }) => statistics.statistics(params.id, query),
});
