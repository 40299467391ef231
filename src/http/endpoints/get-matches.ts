// Running and recent matches.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { match } from '../shapes/common.ts';

export const getMatches = endpoint({
  method: 'get',
  path: '/matches',
  summary: 'Lists matches, newest first: the public ones, and private ones of who asks',
  auth: 'optional',
  query: z.object({
    game: gameFilter,
    status: z.enum(['running', 'finished', 'aborted']).optional(),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(match),
  handler: ({ matches }, { query, caller }) => matches.list({ ...query, playerId: caller?.playerId }),
});
