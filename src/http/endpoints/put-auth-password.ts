// Another password.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { newPassword, password } from '../shapes/common.ts';

export const putAuthPassword = endpoint({
  method: 'put',
  path: '/auth/password',
  summary: "Changes the password, and ends the player's other sessions",
  auth: 'player',
  rate: 'auth',
  body: z.strictObject({ password, newPassword }),
  refuses: ['forbidden', 'session-over', 'too-many-requests', 'wrong-credentials'],
  output: 'nothing',
  handler: ({ accounts }, { body, caller }) => accounts.changePassword(caller, body.password, body.newPassword),
});
