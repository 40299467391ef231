// Shows what happens to a player while no page is open, as the server sends it by Web Push (docs/social.md). It stays at
// /push-worker.js: a browser keeps the address.

import type { NotificationShown } from '../queues/notifications.ts';
import { wordsFor } from './notices.ts';

declare const self: ServiceWorkerGlobalScope;

self.addEventListener('install', () => void self.skipWaiting());

self.addEventListener('push', (event) => {
  const { id, content } = (event.data?.json() ?? {}) as Partial<NotificationShown>;
  // A browser that is pushed to and shows nothing loses its subscription.
  const body = (content && wordsFor(content)) ?? 'Something has happened to you here';
  event.waitUntil(
    self.registration.showNotification('Arbiter', { body, icon: '/icon.svg', ...(id !== undefined && { tag: id }) }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(openPage());
});

async function openPage(): Promise<void> {
  const [page] = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await (page ? page.focus() : self.clients.openWindow('/#notifications'));
}
