// Subscribes a browser to the player's notifications.
import { endpoint } from '../endpoint.ts';
import { newSubscription, subscription } from '../shapes/push.ts';

export const postPushSubscriptions = endpoint({
  method: 'post',
  path: '/push/subscriptions',
  summary:
    'Subscribes a browser to Web Push, for as long as the session lasts; the same endpoint again is the same one',
  auth: 'player',
  body: newSubscription,
  created: true,
  refuses: ['not-a-push-service', 'session-over'],
  output: subscription,
  handler: ({ webPush }, { body: { endpoint: address, keys }, caller }) =>
    webPush.subscribe(caller, { endpoint: address, ...keys }),
});
