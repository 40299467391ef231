// Orders of rated results, and whether they are being counted anew.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { gameFilter } from '../filters.ts';

const ladder = z.object({
  game: z.string(),
  mode: z.string(),
  season: z.int(),
  results: z.int().describe('How many count on it.'),
  rebuilding: z.boolean().describe('They are being counted anew; until then ratings stay as they were.'),
});

export const getAdminLadders = endpoint({
  method: 'get',
  path: '/admin/ladders',
  summary: 'The ladders with how many results count on them, and whether they are being rebuilt',
  auth: 'admin',
  query: z.object({ game: gameFilter, mode: z.string().optional() }),
  output: z.object({ items: z.array(ladder) }),
  handler: async ({ ladders }, { query }) => ({ items: await ladders.list(query) }),
});
