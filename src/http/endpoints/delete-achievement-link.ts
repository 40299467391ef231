// Takes a shared unlock back.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { linkId } from '../shapes/common.ts';

export const deleteAchievementLink = endpoint({
  method: 'delete',
  path: '/achievements/links/:id',
  summary: "Revokes one of the caller's links to an unlock",
  auth: 'player',
  params: z.object({ id: linkId }),
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ unlockLinks }, { params, caller }) => unlockLinks.revoke(params.id, caller.playerId),
});
