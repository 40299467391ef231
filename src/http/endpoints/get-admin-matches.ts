// Matches whose logs are in doubt.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { match } from '../shapes/common.ts';

export const getAdminMatches = endpoint({
  method: 'get',
  path: '/admin/matches',
  summary:
    'Finished matches whose log does not replay to their result, or (unknown) has not been looked at; newest first',
  auth: 'moderator',
  query: z.object({
    verified: z.enum(['false', 'unknown']).default('false').describe('`unknown`: nobody has looked.'),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(match),
  handler: ({ matches }, { query: { verified, ...query }, caller }) =>
    matches.list({ ...query, status: 'finished', verified: verified === 'false' ? false : null, ...caller }),
});
