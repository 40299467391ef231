// A player in a few numbers.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { completion, totals } from '../shapes/statistics.ts';

export const getPlayerStats = endpoint({
  method: 'get',
  path: '/players/:id/stats',
  summary: "A player's totals over all games, and their winning streaks",
  auth: 'anyone',
  params: id,
  output: totals.extend({ playerId: z.uuid(), achievements: completion }),
  handler: ({ statistics }, { params }) => statistics.stats(params.id),
});
