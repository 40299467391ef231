// Where a player is signed in.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
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
  output: z.object({ items: z.array(session) }),
  handler: async ({ sessions }, { caller }) => ({ items: await sessions.list(caller) }),
});
