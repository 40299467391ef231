// Where a player's notifications are pushed to.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { subscription } from '../shapes/push.ts';

export const getPushSubscriptions = endpoint({
  method: 'get',
  path: '/push/subscriptions',
  summary: "The player's subscriptions to Web Push, the latest first",
  auth: 'player',
  output: z.object({ items: z.array(subscription) }),
  handler: async ({ webPush }, { caller }) => ({ items: await webPush.list(caller.playerId) }),
});
