// Takes a link back.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { linkId } from '../shapes/common.ts';

export const deleteLink = endpoint({
  method: 'delete',
  path: '/links/:id',
  summary: "Revokes one of the player's own links",
  auth: 'player',
  params: z.object({ id: linkId }),
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ links }, { params, caller }) => links.revoke(params.id, caller.playerId),
});
