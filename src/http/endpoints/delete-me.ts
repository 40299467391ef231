// A player leaves for good.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { password } from '../shapes/common.ts';

export const deleteMe = endpoint({
  method: 'delete',
  path: '/players/me',
  summary: 'Erases the player\'s personal data; takes the password of who has one. Matches stay under "Deleted player"',
  auth: 'player',
  rate: 'auth',
  body: z.strictObject({ password: password.optional() }),
  refuses: ['last-admin', 'last-developer', 'session-over', 'too-many-requests', 'wrong-credentials'],
  output: 'nothing',
  handler: ({ personalData }, { body, caller }) => personalData.erase(caller, body.password),
});
