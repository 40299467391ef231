// One tournament.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes.ts';
import { tournament } from '../tournament-shapes.ts';

export const getTournament = endpoint({
  method: 'get',
  path: '/tournaments/:id',
  summary: 'A tournament: its terms, and how far it is',
  auth: 'anyone',
  params: id,
  output: tournament,
  handler: ({ tournaments }, { params }) => tournaments.get(params.id),
});
