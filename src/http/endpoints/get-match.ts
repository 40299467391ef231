// One match.
import { matchEndpoint, viewing } from '../match-endpoint.ts';
import { match } from '../shapes/common.ts';

export const getMatch = matchEndpoint({
  path: '/matches/:id',
  summary: 'A match with its seats and result',
  query: viewing,
  output: match,
  handler: ({ matches }, { params }) => matches.get(params.id),
});
