// The seasons there were, and the one that is on.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { season } from '../shapes.ts';

export const getSeasons = endpoint({
  method: 'get',
  path: '/seasons',
  summary: 'Lists the seasons of a game, or of all games, newest first',
  auth: 'anyone',
  query: z.object({ game: gameFilter }),
  output: z.object({ items: z.array(season) }),
  handler: async ({ seasons }, { query }) => ({ items: await seasons.list(query.game) }),
});
