// One match.
import { endpoint } from '../endpoint.ts';
import { id, match } from '../shapes.ts';

export const getMatch = endpoint({
  method: 'get',
  path: '/matches/:id',
  summary: 'A match with its seats and result',
  auth: 'anyone',
  params: id,
  output: match,
  handler: ({ matches }, { params }) => matches.get(params.id),
});
