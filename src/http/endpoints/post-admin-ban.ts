// Keeps a player out.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date, id } from '../shapes.ts';

export const postAdminBan = endpoint({
  method: 'post',
  path: '/admin/players/:id/ban',
  summary: 'Bans a player, until expiresAt or for good: their sessions end, their rooms close them',
  auth: 'moderator',
  params: id,
  body: z.strictObject({
    reason: z.string().trim().min(1).max(500).describe('The player is told.'),
    expiresAt: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .optional()
      .describe('Left out: for good.'),
  }),
  refuses: ['forbidden', 'not-found'],
  output: z.object({
    id: z.uuid(),
    reason: z.string(),
    createdAt: date,
    expiresAt: date.nullable().describe('Null: for good.'),
  }),
  handler: ({ bans }, { params, body, caller }) => bans.ban(params.id, body, caller),
});
