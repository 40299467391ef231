// An endpoint that shows a match or a part of it: only to who may see that match, and where it is private, to no cache.

import { z } from 'zod';
import { type RefusalReason, Refused } from '../services/refused.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { id, linkId } from './shapes/common.ts';

/** What may be asked of each of them: `link` opens a private match. */
export const viewing = z.object({
  link: linkId.optional().describe('A share link of the match, which opens it where it is private.'),
});

type NoBody = z.ZodObject<Record<never, never>>;
type Unseen = 'link-expired' | 'private-match';
type MatchEndpoint<Query extends typeof viewing, Answer, Reason extends RefusalReason> = Omit<
  Endpoint<'optional', typeof id, Query, NoBody, Answer | Refused<NoInfer<Reason>>, Reason>,
  'method' | 'auth' | 'params' | 'body'
> & { readonly path: `/matches/:id${string}`; readonly query: Query };

/** A match's own endpoint, which answers once it is known that the caller may see the match. */
export function matchEndpoint<Query extends typeof viewing, Answer = never, Reason extends RefusalReason = never>(
  definition: MatchEndpoint<Query, Answer, Reason>,
): Endpoint {
  const { refuses = [] } = definition;
  return endpoint<'optional', typeof id, Query, NoBody, Answer | undefined, Reason | Unseen>({
    ...definition,
    method: 'get',
    auth: 'optional',
    params: id,
    refuses: [...refuses, 'link-expired', 'private-match'],
    async handler(services, input) {
      const { params, query, caller } = input;
      const sight = await services.access.look(params.id, { playerId: caller?.playerId, link: query.link });
      if (sight !== 'public') input.keepFromCaches();
      if (sight === undefined || sight instanceof Refused) return sight;
      return definition.handler(services, input);
    },
  });
}
