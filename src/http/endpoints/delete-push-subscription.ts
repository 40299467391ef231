// Ends a subscription to Web Push.
import { endpoint } from '../endpoint.ts';
import { id } from '../shapes/common.ts';

export const deletePushSubscription = endpoint({
  method: 'delete',
  path: '/push/subscriptions/:id',
  summary: "Ends one of the player's subscriptions to Web Push",
  auth: 'player',
  params: id,
  refuses: ['not-found'],
  output: 'nothing',
  handler: ({ webPush }, { params, caller }) => webPush.unsubscribe(caller.playerId, params.id),
});
