// What several players are doing.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { presence } from '../shapes/social.ts';

export const getPresence = endpoint({
  method: 'get',
  path: '/presence',
  summary: 'What these players are doing, as far as they show it; in the order in which they are asked for',
  auth: 'player',
  query: z.object({
    ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.uuid()).min(1).max(100))
      .describe('Up to 100, with commas.'),
  }),
  output: z.object({ items: z.array(presence) }),
  handler: async ({ presences }, { query, caller }) => ({ items: await presences.of(query.ids, caller.playerId) }),
});
