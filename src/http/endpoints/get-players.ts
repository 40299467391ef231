// Players by name.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { date } from '../shapes/common.ts';

export const getPlayers = endpoint({
  method: 'get',
  path: '/players',
  summary: 'Players whose name begins so, by name; upper and lower case are one',
  auth: 'anyone',
  query: z.object({ name: z.string().trim().min(2).max(50), ...paging }),
  refuses: ['bad-cursor'],
  output: pageOf(z.object({ id: z.uuid(), name: z.string(), guest: z.boolean(), bot: z.boolean(), createdAt: date })),
  handler: ({ moderation }, { query }) => moderation.find(query),
});
