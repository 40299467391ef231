// Writes to a player.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';
import { message } from '../shapes/social.ts';

export const postPlayerMessages = endpoint({
  method: 'post',
  path: '/messages/:id',
  summary: 'Writes to the player of this id, or runs a slash command (docs/social.md)',
  auth: 'player',
  params: id,
  body: z.strictObject({ text: z.string().max(4_000) }),
  refuses: ['bad-command', 'forbidden', 'muted', 'not-found', 'not-sayable', 'too-many-requests', 'unreachable'],
  output: z.union([z.object({ message }), z.object({ notice: z.string().describe('What a slash command has done.') })]),
  handler: ({ chat }, { params, body, caller }) => chat.direct(caller, params.id, body.text),
});
