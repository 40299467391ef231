// Sign-in without credentials.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date } from '../shapes.ts';

export const postAuthGuest = endpoint({
  method: 'post',
  path: '/auth/guest',
  summary: 'Creates a guest player and signs them in',
  body: z.strictObject({ name: z.string().trim().min(1).max(50).optional() }),
  output: z.object({ playerId: z.uuid(), name: z.string(), token: z.string(), expiresAt: date }),
  handler: ({ sessions }, { body }) => sessions.guest(body.name),
});
