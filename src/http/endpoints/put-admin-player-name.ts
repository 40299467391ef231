// Another name for a player.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, playerName } from '../shapes/common.ts';

export const putAdminPlayerName = endpoint({
  method: 'put',
  path: '/admin/players/:id/name',
  summary: 'Gives a player another name; rooms know it from the next access token on',
  auth: 'moderator',
  params: id,
  body: z.strictObject({ name: playerName }),
  refuses: ['forbidden', 'not-found'],
  output: 'nothing',
  handler: ({ moderation }, { params, body, caller }) => moderation.rename(params.id, body.name, caller),
});
