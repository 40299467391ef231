// Sign-in without credentials.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { playerName, signedIn } from '../shapes/common.ts';

export const postAuthGuest = endpoint({
  method: 'post',
  path: '/auth/guest',
  summary: 'Creates a guest player and signs them in',
  auth: 'anyone',
  rate: 'auth',
  body: z.strictObject({ name: playerName.optional().describe('Left out: one is made up.') }),
  created: '/players/{playerId}',
  output: signedIn,
  handler: ({ accounts }, { body, device }) => accounts.guest(body.name, device),
});
