// Tournaments that were, are and will be.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { status, tournament } from '../tournament-shapes.ts';

export const getTournaments = endpoint({
  method: 'get',
  path: '/tournaments',
  summary: 'Lists tournaments, the latest to start first; unlisted ones are left out',
  auth: 'anyone',
  query: z.object({ ...paging, game: z.string().optional(), status: status.optional() }),
  refuses: ['bad-cursor'],
  output: pageOf(tournament),
  handler: ({ tournaments }, { query }) => tournaments.list(query),
});
