// Who leads a tournament.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { standing } from '../shapes/tournament.ts';

export const getTournamentStandings = endpoint({
  method: 'get',
  path: '/tournaments/:id/standings',
  summary: 'All entrants, best first, with what decided between those of equal points',
  auth: 'anyone',
  params: id,
  output: z.object({ items: z.array(standing) }),
  async handler({ tournaments }, { params }) {
    const items = await tournaments.standings(params.id);
    return items && { items };
  },
});
