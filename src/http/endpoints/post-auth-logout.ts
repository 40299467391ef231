// Sign-out, here or everywhere.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const postAuthLogout = endpoint({
  method: 'post',
  path: '/auth/logout',
  summary: 'Ends this session, or with {"everywhere": true} all of the player\'s',
  auth: 'player',
  body: z.strictObject({ everywhere: z.boolean().default(false) }),
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ sessions }, { body, caller: { playerId, authSessionId } }) =>
    body.everywhere ? sessions.endAll(playerId) : sessions.end(playerId, authSessionId),
});
