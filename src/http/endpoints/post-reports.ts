// Reports a player.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { newReport } from '../shapes/social.ts';

export const postReports = endpoint({
  method: 'post',
  path: '/reports',
  summary: 'Reports a player, or what they have said, to the moderators',
  auth: 'player',
  body: newReport,
  refuses: ['not-found', 'too-many-requests'],
  output: z.object({ id: z.int() }),
  handler: ({ complaints }, { body, caller }) => complaints.file(caller.playerId, body),
});
