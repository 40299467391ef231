// Running and recent matches.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { match } from '../shapes.ts';

export const getMatches = endpoint({
  method: 'get',
  path: '/matches',
  summary: 'Lists matches, newest first: the public ones, and private ones of who asks',
  auth: 'optional',
  query: z.object({
    game: z.string().optional(),
    status: z.enum(['running', 'finished', 'aborted']).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({ items: z.array(match) }),
  handler: async ({ matches }, { query, caller }) => ({
    items: await matches.list({ ...query, playerId: caller?.playerId }),
  }),
});
