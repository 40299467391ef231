// Where a player is signed in.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { date } from '../shapes.ts';

const session = z.object({
  id: z.uuid(),
  device: z.string().nullable(),
  current: z.boolean(),
  createdAt: date,
  refreshedAt: date,
  expiresAt: date,
});

export const getAuthSessions = endpoint({
  method: 'get',
  path: '/auth/sessions',
  summary: "Lists the player's live sessions, the latest used first",
  auth: 'player',
  query: z.object(paging),
  refuses: ['bad-cursor'],
  output: pageOf(session),
  handler: ({ sessions }, { query, caller }) => sessions.list(caller, query),
});
