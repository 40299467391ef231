// The player has read notifications.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { rowId } from '../shapes/common.ts';

export const postNotificationsRead = endpoint({
  method: 'post',
  path: '/notifications/read',
  summary: 'Marks notifications as read: these, or all up to one of them; says how many that were',
  auth: 'player',
  body: z.union([z.strictObject({ ids: z.array(rowId).max(100) }), z.strictObject({ upTo: rowId })]),
  output: z.object({ read: z.int() }),
  handler: async ({ notifications }, { body, caller }) => ({ read: await notifications.read(caller.playerId, body) }),
});
