// New tokens for a session that goes on.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { signedIn } from '../shapes/common.ts';

export const postAuthRefresh = endpoint({
  method: 'post',
  path: '/auth/refresh',
  summary: 'Gives a new access token and a new refresh token for a refresh token, which counts once',
  auth: 'anyone',
  rate: 'auth',
  body: z.strictObject({ refreshToken: z.string().max(200) }),
  refuses: ['banned', 'session-over', 'session-renewed'],
  output: signedIn,
  handler: ({ sessions }, { body }) => sessions.refresh(body.refreshToken),
});
