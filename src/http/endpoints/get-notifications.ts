// What waits for the player.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { notification } from '../../queues/notifications.ts';
import { pageOf, paging } from '../paging.ts';

export const getNotifications = endpoint({
  method: 'get',
  path: '/notifications',
  summary: "The player's notifications, the newest first, and how many are not read",
  auth: 'player',
  query: z.object({ unread: z.stringbool().optional().describe('True: only those that are not read.'), ...paging }),
  refuses: ['bad-cursor'],
  output: pageOf(notification).extend({ unread: z.int().describe('How many are not read, on this page or not.') }),
  handler: ({ notifications }, { query, caller }) => notifications.list(caller.playerId, query),
});
