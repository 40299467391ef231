// An account, as POST /auth/register makes it for somebody new.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { email, newPassword, playerName, signedIn } from '../shapes/common.ts';

export const postPlayers = endpoint({
  method: 'post',
  path: '/players',
  summary: 'Makes a player with an account, and signs them in',
  auth: 'anyone',
  rate: 'auth',
  created: true,
  body: z.strictObject({
    email,
    password: newPassword,
    name: playerName.optional().describe('Left out: one is made up.'),
  }),
  refuses: ['email-taken'],
  output: signedIn,
  handler: ({ accounts }, { body, device }) => accounts.register(body, device),
});
