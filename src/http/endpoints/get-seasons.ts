// The seasons there were, and the one that is on.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { season } from '../shapes/common.ts';

export const getSeasons = endpoint({
  method: 'get',
  path: '/seasons',
  summary: 'Lists the seasons of a game, or of all games, newest first',
  auth: 'anyone',
  query: z.object({ game: gameFilter, ...paging }),
  refuses: ['bad-cursor'],
  output: pageOf(season),
  handler: ({ seasons }, { query }) => seasons.page(query),
});
