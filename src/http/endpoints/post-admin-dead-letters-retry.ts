// Lets workers try again.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { number } from '../shapes/staff.ts';

export const postAdminDeadLettersRetry = endpoint({
  method: 'post',
  path: '/admin/dead-letters/retry',
  summary: 'Lets workers try these again, or all; tells how many there were',
  auth: 'admin',
  body: z.strictObject({ ids: z.union([z.literal('all'), z.array(number).min(1).max(1_000)]) }),
  output: z.object({ retried: z.int() }),
  handler: async ({ deadLetters }, { body, caller }) => ({ retried: await deadLetters.retry(body.ids, caller) }),
});
