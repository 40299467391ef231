// A player by their e-mail address.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { email } from '../shapes/common.ts';
import { playerFile } from '../shapes/staff.ts';

export const postAdminPlayersSearch = endpoint({
  method: 'post',
  path: '/admin/players/search',
  summary: 'The player who has this e-mail address; in the body, since addresses are logged. That it was asked is, too',
  auth: 'admin',
  body: z.strictObject({ email }),
  onlyAsks: true,
  output: playerFile,
  handler: ({ moderation }, { body, caller }) => moderation.findByEmail(body.email, caller),
});
