// A visitor who signs in on the page, in a real browser, on a server as it runs in production: what is theirs, and what
// reaches them while they are away.

import { createECDH, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Arbiter } from '../../src/client/arbiter.ts';
import type { Tokens } from '../../src/client/session.ts';
import { openDatabase } from '../../src/db/client.ts';
import { apiOf } from '../support/api.ts';
import { chromiumPath, launchChromium } from '../support/chromium.ts';
import { openPage, patience, shows } from '../support/page.ts';
import { startServer } from '../support/server.ts';

const executablePath = chromiumPath();

/** Lets the browser find a push service that takes anyone: the part that is not ours, and not to be had here. */
const reachable = (publicKey: string): string => `{
  let given = null;
  const subscription = {
    toJSON: () => ({
      endpoint: 'https://push.example.org/1',
      keys: { p256dh: '${publicKey}', auth: '${randomBytes(16).toString('base64url')}' },
    }),
    unsubscribe: async () => (given = null),
  };
  PushManager.prototype.subscribe = async () => (given = subscription);
  PushManager.prototype.getSubscription = async () => given;
}`;

/** In the worker: clicks what is shown with this tag, and tells what became of it. A browser lets people alone go to windows. */
const clicking = (tag: string): string => `(async () => {
  const went = [];
  WindowClient.prototype.focus = async function () { went.push('to the open one'); };
  Clients.prototype.openWindow = async (url) => void went.push('to a new ' + url);
  const [notification] = await registration.getNotifications({ tag: '${tag}' });
  const event = new NotificationEvent('notificationclick', { notification });
  const work = new Promise((resolve) => (event.waitUntil = resolve));
  dispatchEvent(event);
  await work;
  return went;
})()`;

describe.skipIf(executablePath === undefined)('[U1] a visitor who signs in', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let browser: Browser;
  beforeAll(async () => {
    const production = startServer({ NODE_ENV: 'production', LOG_LEVEL: 'info' });
    [server, browser] = await Promise.all([production, launchChromium(executablePath!)]);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const kept = (page: Page): Promise<Tokens> => page.evaluate("JSON.parse(localStorage.getItem('arbiter'))");
  const nameOfBell = (page: Page): Promise<string | null> => page.locator('#bell').getAttribute('aria-label');

  async function tellOften(playerId: string, times: number): Promise<void> {
    const { prisma, close } = openDatabase(server.databaseUrl);
    const content = { kind: 'report.resolved', reportId: 1, acted: true };
    const data = Array.from({ length: times }, (_, n) => ({ playerId, about: `report:${n}`, content }));
    await prisma.notification.createMany({ data });
    await close();
  }

  test('[M4] stays signed in, is told at once of who asks for friendship, and has read it when the bell is open', async () => {
    const { page, faults } = await openPage(browser, server.endpoint, '/', { viewport: { width: 390, height: 844 } });
    await page.locator('#guest').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#visitor-name').innerText(), patience).not.toBe('');
    const { playerId } = await kept(page);
    await page.reload();
    await page.locator('#visitor-name').waitFor();
    expect((await kept(page)).playerId).toBe(playerId);
    expect(await nameOfBell(page)).toBe('Notifications');

    const ann = new Arbiter(server.endpoint);
    await ann.signInAsGuest('Ann');
    const here = { params: { path: { id: playerId } } };
    const presence = async () => (await ann.api.GET('/players/{id}/presence', here)).data?.status;
    // The page listens.
    await expect.poll(presence, { ...patience, interval: 500 }).toBe('online');
    await ann.api.POST('/friends/requests', { body: { playerId } });
    await expect.poll(() => nameOfBell(page), patience).toBe('Notifications, 1 unread');
    expect(await page.locator('#told').innerText()).toBe('Ann would like to be your friend');

    await page.locator('#bell').focus();
    await page.keyboard.press('Enter');
    await shows(page, '#notices-list', 'Ann would like to be your friend');
    expect(new URL(page.url()).hash).toBe('#notifications');
    await expect.poll(() => nameOfBell(page), patience).toBe('Notifications');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await page.goBack();
    await page.locator('#notices').waitFor({ state: 'hidden' });
    await page.locator('#bell').click();
    await shows(page, '#notices-list .notice:not(.new)', 'Ann would like to be your friend');
    await page.keyboard.press('Escape');
    await page.locator('#notices').waitFor({ state: 'hidden' });
    expect(await page.evaluate('document.activeElement.id')).toBe('bell');

    await tellOften(playerId, 103);
    await page.locator('#bell').click();
    // As many as are not on the list.
    await expect.poll(() => nameOfBell(page), patience).toBe('Notifications, 3 unread');
    await page.keyboard.press('Escape');

    const { token } = await kept(page);
    const otherTab = await page.context().newPage();
    await otherTab.goto('/');
    await otherTab.locator('#sign-out').waitFor();
    await page.locator('#sign-out').click();
    for (const tab of [page, otherTab]) await tab.locator('#guest').waitFor();
    expect(await kept(page)).toBeNull();
    expect((await apiOf(server.endpoint)('GET /players/me', { token })).status).toBe(401);
    expect(faults).toEqual([]);
  });

  test('[M4] has a switch for what is to be pushed, which says why where that fails; a push is shown in words, and leads to the page', async () => {
    // Its path alone would lead to another site.
    const address = `${server.endpoint}//x.test/..%2f#notifications`;
    const { page, faults } = await openPage(browser, server.endpoint, address, { permissions: ['notifications'] });
    const devTools = await page.context().newCDPSession(page);
    const registered = new Promise<string>((resolve) => {
      devTools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
        if (first) resolve(first.registrationId);
      });
    });
    await devTools.send('ServiceWorker.enable');
    await page.locator('#guest').click();
    await page.locator('#push').click();
    // No push service can be reached from here.
    await shows(page, '#push-note', 'That did not work');
    expect(await page.locator('#push').isChecked()).toBe(false);

    await page.evaluate(reachable(createECDH('prime256v1').generateKeys('base64url')));
    const ours = new Arbiter(server.endpoint);
    ours.session.set(await kept(page));
    const known = async () => (await ours.api.GET('/push/subscriptions')).data?.items.map(({ service }) => service);
    await page.locator('#push').click();
    await expect.poll(() => page.locator('#push').isEnabled(), patience).toBe(true);
    expect(await page.locator('#push').isChecked()).toBe(true);
    expect(await known()).toEqual(['push.example.org']);
    await page.locator('#push').click();
    await expect.poll(known, { ...patience, interval: 500 }).toEqual([]);

    const push = (id: string, content: object) =>
      registered.then((registrationId) =>
        devTools.send('ServiceWorker.deliverPushMessage', {
          origin: server.endpoint,
          registrationId,
          data: JSON.stringify({ id, content, createdAt: new Date().toISOString() }),
        }),
      );
    const shown = () =>
      page.evaluate(`navigator.serviceWorker.ready
        .then((registration) => registration.getNotifications())
        .then((all) => all.map(({ tag, body }) => tag + ': ' + body).sort())`);
    // One after the other: what is delivered while the worker starts may be lost.
    await push('7', { kind: 'friend.accepted', by: { id: '4e1f1e5a-6b43-4c43-8f0a-3f8f1f1f1f1f', name: 'Ann' } });
    await expect.poll(shown, patience).toEqual(['7: Ann is your friend now']);
    await push('8', { kind: 'what.comes.later' });
    await expect.poll(shown, patience).toEqual(['7: Ann is your friend now', '8: Something has happened to you here']);

    const [worker] = page.context().serviceWorkers();
    expect(await worker!.evaluate(clicking('7'))).toEqual(['to the open one']);
    await expect.poll(shown, patience).toEqual(['8: Something has happened to you here']);

    await page.locator('#notices').press('Escape');
    await page.locator('#notices').waitFor({ state: 'hidden' });
    expect(page.url()).toBe(`${server.endpoint}/`);
    await page.goto('about:blank');
    // The worker hears of a window that has gone some time after it went.
    const windows = () =>
      worker!.evaluate('clients.matchAll({ includeUncontrolled: true }).then(({ length }) => length)');
    await expect.poll(windows, patience).toBe(0);
    expect(await worker!.evaluate(clicking('8'))).toEqual(['to a new /#notifications']);
    await page.goto(server.endpoint);
    await expect.poll(shown, patience).toEqual([]);
    await page.addInitScript(`PushManager.prototype.getSubscription = async () => ({
      unsubscribe: async () => (window.unsubscribed = true),
    })`);
    await page.reload();
    await page.locator('#sign-out').waitFor();
    expect(await page.evaluate('window.unsubscribed')).toBeUndefined();
    await page.evaluate('localStorage.clear()');
    await page.reload();
    await expect.poll(() => page.evaluate('window.unsubscribed'), patience).toBe(true);
    // The browser's own remark about windows like those of tests.
    expect(faults.filter((fault) => !fault.includes('incognito'))).toEqual([]);
  });
});
