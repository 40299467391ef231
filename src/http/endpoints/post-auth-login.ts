// Sign-in with e-mail and password.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { email, password, signedIn } from '../shapes/common.ts';

export const postAuthLogin = endpoint({
  method: 'post',
  path: '/auth/login',
  summary: 'Signs in with e-mail and password',
  auth: 'anyone',
  rate: 'auth',
  body: z.strictObject({ email, password }),
  refuses: ['banned', 'too-many-requests', 'wrong-credentials'],
  output: signedIn,
  handler: ({ accounts }, { body, device }) => accounts.login(body.email, body.password, device),
});
