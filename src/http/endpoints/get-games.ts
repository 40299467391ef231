// What can be played here.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

const mode = z.object({
  id: z.string(),
  title: z.string(),
  seats: z.int(),
  rated: z.boolean(),
  /** By how much spectators are behind. */
  watchDelaySeconds: z.number(),
});

export const getGames = endpoint({
  method: 'get',
  path: '/games',
  summary: 'Lists the games and their modes',
  auth: 'anyone',
  output: z.object({
    items: z.array(
      z.object({ id: z.string(), title: z.string(), version: z.int(), defaultMode: z.string(), modes: z.array(mode) }),
    ),
  }),
  handler: async ({ games }) => ({ items: games.list() }),
});
