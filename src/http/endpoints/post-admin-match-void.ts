// A match that shall count no more.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { date, id } from '../shapes/common.ts';
import { reason } from '../shapes/staff.ts';

export const postAdminMatchVoid = endpoint({
  method: 'post',
  path: '/admin/matches/:id/void',
  summary: 'Lets a match count no more: unlocks and statistics at once, ratings as soon as their ladder is rebuilt',
  auth: 'moderator',
  params: id,
  body: z.strictObject({ reason }),
  refuses: ['forbidden', 'not-found'],
  output: z.object({ voidedAt: date, reason: z.string() }),
  handler: ({ voiding }, { params, body, caller }) => voiding.void(params.id, body.reason, caller),
});
