// One tournament.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { tournament } from '../shapes/tournament.ts';

export const getTournament = endpoint({
  method: 'get',
  path: '/tournaments/:id',
  summary: 'A tournament: its terms, and how far it is',
  auth: 'anyone',
  params: id,
  output: tournament,
  handler: ({ tournaments }, { params }) => tournaments.get(params.id),
});
