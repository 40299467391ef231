// Who meets whom in a tournament, and where.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes.ts';
import { tournamentMatch } from '../tournament-shapes.ts';

export const getTournamentMatches = endpoint({
  method: 'get',
  path: '/tournaments/:id/matches',
  summary: "All pairings, or one round's, with their results and matches",
  auth: 'optional',
  params: id,
  query: z.object({ round: z.coerce.number().int().min(1).optional() }),
  output: z.object({ items: z.array(tournamentMatch) }),
  async handler({ tournaments }, { params, query, caller }) {
    const items = await tournaments.matches(params.id, query.round, caller?.playerId);
    return items && { items };
  },
});
