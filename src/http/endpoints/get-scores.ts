// Scores of players, in titles and in the house's own games.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { date } from '../shapes/common.ts';

const score = z
  .object({
    id: z.uuid().describe("The match's, or the title's own."),
    playerId: z.uuid(),
    game: z.string(),
    mode: z.string(),
    score: z.number().describe('Of a title, in its own unit; of a match, its points.'),
    points: z.int().describe('From 0 to 2,400.'),
    at: date,
    matchId: z.uuid().nullable().describe("Null: a title's."),
  })
  .meta({ id: 'Score' });

export const getScores = endpoint({
  method: 'get',
  path: '/scores',
  summary: 'Lists scores, newest first; those of private matches to who may see the match',
  auth: 'optional',
  query: z.object({
    player_id: z.uuid().optional(),
    game: gameFilter,
    mode: z.string().optional(),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(score),
  handler: ({ titles }, { query: { player_id: playerId, ...filter }, caller }) =>
    titles.scores({ playerId, ...filter, viewerId: caller?.playerId }),
});
