// Who meets whom in a tournament, and where.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { id } from '../shapes/common.ts';
import { tournamentMatch } from '../shapes/tournament.ts';

export const getTournamentMatches = endpoint({
  method: 'get',
  path: '/tournaments/:id/matches',
  summary: "Lists all pairings, or one round's, with their results and matches",
  auth: 'optional',
  params: id,
  query: z.object({ ...paging, round: z.coerce.number().int().min(1).max(2_147_483_647).optional() }),
  refuses: ['bad-cursor'],
  output: pageOf(tournamentMatch),
  handler: ({ tournaments }, { params, query, caller }) =>
    tournaments.matches(params.id, { ...query, viewerId: caller?.playerId }),
});
