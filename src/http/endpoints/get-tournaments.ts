// Tournaments that were, are and will be.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { status, tournament } from '../shapes/tournament.ts';

export const getTournaments = endpoint({
  method: 'get',
  path: '/tournaments',
  summary: 'Lists tournaments, the latest to start first; unlisted ones are left out',
  auth: 'anyone',
  query: z.object({ ...paging, game: gameFilter, status: status.optional() }),
  refuses: ['bad-cursor'],
  output: pageOf(tournament),
  handler: ({ tournaments }, { query }) => tournaments.list(query),
});
