// An endpoint that shows a match or a part of it: only to who may see that match, and where it is private, to no cache.

import { z } from 'zod';
import { Refused } from '../services/refused.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { id, linkId } from './shapes.ts';

/** What may be asked of each of them: `link` opens a private match. */
export const viewing = z.object({ link: linkId.optional() });

type MatchEndpoint<Query extends typeof viewing> = Endpoint<'optional', typeof id, Query> & {
  readonly path: `/matches/:id${string}`;
  readonly query: Query;
};

/** A match's own endpoint, which answers once it is known that the caller may see the match. */
export function matchEndpoint<Query extends typeof viewing>(
  definition: Omit<MatchEndpoint<Query>, 'method' | 'auth' | 'params' | 'body'>,
): Endpoint {
  return endpoint<'optional', typeof id, Query>({
    ...definition,
    method: 'get',
    auth: 'optional',
    params: id,
    async handler(services, input) {
      const { params, query, caller } = input;
      const sight = await services.access.look(params.id, { playerId: caller?.playerId, link: query.link });
      if (sight !== 'public') input.keepFromCaches();
      if (sight === undefined || sight instanceof Refused) return sight;
      return definition.handler(services, input);
    },
  });
}
