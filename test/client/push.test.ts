// The client's half of Web Push, with a service worker's registration as a browser has one, at a real push service.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, Arbiter } from '../../src/client/arbiter.ts';
import { type PushService, startPushService, type TestBrowser } from '../support/push-service.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let service: PushService;
beforeAll(async () => {
  service = await startPushService();
  server = await startServer({ PUSH_SERVICES: service.origin });
});
afterAll(async () => {
  await server.stop();
  service.stop();
});

/** By the Push API (W3C): one subscription at a time, and another key is an error while there is one. */
function registration() {
  let current: { key: string; browser: TestBrowser } | undefined;
  const shown = ({ browser }: { browser: TestBrowser }) => ({
    toJSON: () => browser.subscription,
    async unsubscribe() {
      current = undefined;
      return true;
    },
  });
  return {
    browser: () => current?.browser,
    pushManager: {
      getSubscription: async () => (current ? shown(current) : null),
      async subscribe({ userVisibleOnly, applicationServerKey: key }: Record<string, unknown>) {
        expect(userVisibleOnly).toBe(true);
        if (current && current.key !== key) throw new DOMException('another key', 'InvalidStateError');
        current ??= { key: String(key), browser: service.browser(String(key)) };
        return shown(current);
      },
    },
  };
}

test('[M4] a page subscribes, anew where the server has another key, and stops', async () => {
  const [ann, bob] = [new Arbiter(server.endpoint), new Arbiter(server.endpoint)];
  const { playerId } = await ann.signInAsGuest('Ann');
  await bob.signInAsGuest('Bob');
  const page = registration();
  await page.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: 'an earlier one' });
  const { id, stop } = await ann.subscribeToPush(page);
  expect((await ann.subscribeToPush(page)).id).toBe(id);
  await bob.api.POST('/friends/requests', { body: { playerId } });
  await expect
    .poll(() => page.browser()?.received)
    .toMatchObject([{ payload: { content: { kind: 'friend.requested' } } }]);
  await stop();
  expect(page.browser()).toBeUndefined();
  expect(answerOf(await ann.api.GET('/push/subscriptions')).items).toEqual([]);
});

test('[M4] who does not let it is told so, and nothing is kept', async () => {
  const ann = new Arbiter(server.endpoint);
  await ann.signInAsGuest('Ann');
  const denied = new DOMException('denied', 'NotAllowedError');
  const page = registration();
  const pushManager = { ...page.pushManager, subscribe: () => Promise.reject(denied) };
  await expect(ann.subscribeToPush({ pushManager })).rejects.toBe(denied);
  expect(answerOf(await ann.api.GET('/push/subscriptions')).items).toEqual([]);
});
