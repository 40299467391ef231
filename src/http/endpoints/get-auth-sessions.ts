// Where a player is signed in.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { pageOf, paging } from '../paging.ts';
import { date } from '../shapes/common.ts';

const session = z.object({
  id: z.uuid(),
  device: z.string().nullable().describe('What the client calls itself: its User-Agent.'),
  current: z.boolean().describe('The one that asks.'),
  createdAt: date,
  refreshedAt: date,
  expiresAt: date.describe('Unless it is refreshed before.'),
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
