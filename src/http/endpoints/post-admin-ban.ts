// Keeps a player out.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date, id } from '../shapes/common.ts';
import { sanction } from '../shapes/social.ts';

export const postAdminBan = endpoint({
  method: 'post',
  path: '/admin/players/:id/ban',
  summary: 'Bans a player, until expiresAt or for good: their sessions end and go on after it, their rooms close them',
  auth: 'moderator',
  params: id,
  body: sanction,
  refuses: ['forbidden', 'not-found'],
  output: z.object({
    id: z.uuid(),
    reason: z.string(),
    createdAt: date,
    expiresAt: date.nullable().describe('Null: for good.'),
  }),
  handler: ({ bans }, { params, body, caller }) => bans.ban(params.id, body, caller),
});
