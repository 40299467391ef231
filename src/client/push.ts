// The browser's half of Web Push: it lets the pushes of one server in, and tells where they go.

import type { paths } from './generated/api.ts';

/** What the server is told of a subscription. */
export type SubscriptionBody = NonNullable<
  paths['/push/subscriptions']['post']['requestBody']
>['content']['application/json'];

/** As much of a page's `ServiceWorkerRegistration` as it takes. */
export interface PushRegistration {
  readonly pushManager: {
    getSubscription(): Promise<BrowserSubscription | null>;
    subscribe(options: { userVisibleOnly: boolean; applicationServerKey: string }): Promise<BrowserSubscription>;
  };
}

interface BrowserSubscription {
  toJSON(): object;
  unsubscribe(): Promise<boolean>;
}

/** `publicKey`: the server's. */
export async function letPushesIn({ pushManager }: PushRegistration, publicKey: string): Promise<BrowserSubscription> {
  const subscribe = () => pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  return subscribe().catch(async (error: Error) => {
    // There is one for an earlier key of the server's: it is worth nothing any more.
    if (error.name !== 'InvalidStateError') throw error;
    await (await pushManager.getSubscription())?.unsubscribe();
    return subscribe();
  });
}
