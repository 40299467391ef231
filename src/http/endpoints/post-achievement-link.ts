// Shares an unlock.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const postAchievementLink = endpoint({
  method: 'post',
  path: '/achievements/:id/link',
  summary: "Makes a link to a page with a card, which shows this unlock of the caller's to whoever has it",
  auth: 'player',
  params: z.object({ id: z.string().max(100) }),
  refuses: ['not-found'],
  output: z.object({ id: z.string(), url: z.string() }),
  handler: ({ unlockLinks }, { params, caller }) => unlockLinks.create(caller.playerId, params.id),
});
