// How a player's ratings came about.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { date, id } from '../shapes/common.ts';

const step = z.object({
  matchId: z.uuid().nullable().describe('Null where it is private, and not for who asks.'),
  game: z.string(),
  mode: z.string(),
  season: z.int(),
  finishedAt: date,
  before: z.number(),
  after: z.number(),
  deviation: z.number().describe('How unsure the rating is after it, on its own scale; 0 where it is by Elo.'),
});

export const getPlayerRatings = endpoint({
  method: 'get',
  path: '/players/:id/ratings',
  summary: "A player's rating steps, newest first, each with the match that caused it",
  auth: 'optional',
  params: id,
  query: z.object({
    game: gameFilter,
    mode: z.string().optional(),
    season: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(step),
  handler: ({ ladders }, { params, query, caller }) =>
    ladders.history(params.id, { ...query, viewerId: caller?.playerId }),
});
