// The matches of a player.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';
import { pageOf, paging } from '../paging.ts';
import { id, match } from '../shapes/common.ts';

export const getPlayerMatches = endpoint({
  method: 'get',
  path: '/players/:id/matches',
  summary: 'The matches of a player, newest first: the public ones, and private ones of who asks',
  auth: 'optional',
  params: id,
  query: z.object({
    game: gameFilter,
    status: z.enum(['running', 'finished', 'aborted']).optional(),
    ...paging,
  }),
  refuses: ['bad-cursor'],
  output: pageOf(match),
  handler: ({ matches }, { params, query, caller }) =>
    matches.list({ ...query, of: params.id, playerId: caller?.playerId }),
});
