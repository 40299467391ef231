// An account, for somebody new or for the guest who asks.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { email, newPassword, playerName, signedIn } from '../shapes/common.ts';

export const postAuthRegister = endpoint({
  method: 'post',
  path: '/auth/register',
  summary: 'Makes an account; a guest who is signed in keeps player id, ratings and matches',
  auth: 'optional',
  rate: 'auth',
  body: z.strictObject({
    email,
    password: newPassword,
    name: playerName.optional().describe('Left out: one is made up; of a guest, it stays.'),
  }),
  created: '/players/{playerId}',
  refuses: ['already-registered', 'email-taken', 'session-over'],
  output: signedIn,
  handler: ({ accounts }, { body, device, caller }) =>
    caller ? accounts.claim(body, caller) : accounts.register(body, device),
});
