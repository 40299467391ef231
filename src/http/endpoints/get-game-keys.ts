// The keys of a title.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { knownKey } from '../shapes/key.ts';

export const getGameKeys = endpoint({
  method: 'get',
  path: '/games/:id/keys',
  summary: 'The keys of a title, without what they are, for its developers',
  auth: 'player',
  params: z.object({ id: z.string() }),
  refuses: ['forbidden', 'not-found'],
  output: z.object({ items: z.array(knownKey) }),
  handler: ({ workshop }, { params, caller }) => workshop.keys(params.id, caller),
});
