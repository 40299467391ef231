// Lets a player say nothing.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date, id } from '../shapes/common.ts';
import { sanction } from '../shapes/social.ts';

export const putModerationMute = endpoint({
  method: 'put',
  path: '/moderation/mutes/:id',
  summary: 'Mutes a player everywhere, until expiresAt or for good; they are told why',
  auth: 'moderator',
  params: id,
  body: sanction,
  refuses: ['forbidden', 'not-found'],
  output: z.object({ reason: z.string(), createdAt: date, expiresAt: date.nullable().describe('Null: for good.') }),
  handler: ({ silences }, { params, body, caller }) => silences.silence(params.id, body, caller),
});
