// Scores of players, in titles and in the house's own games.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date } from '../shapes.ts';

export const getScores = endpoint({
  method: 'get',
  path: '/scores',
  summary: 'Lists scores, newest first',
  auth: 'anyone',
  query: z.object({
    player_id: z.uuid().optional(),
    game: z.string().optional(),
    mode: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        playerId: z.uuid(),
        game: z.string(),
        mode: z.string(),
        score: z.number(),
        points: z.int(),
        at: date,
        matchId: z.uuid().nullable(),
      }),
    ),
  }),
  handler: async ({ titles }, { query: { player_id: playerId, ...filter } }) => ({
    items: await titles.scores({ playerId, ...filter }),
  }),
});
