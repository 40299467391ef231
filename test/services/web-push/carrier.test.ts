// Carrying pushes to a real push service that takes them, is busy, hangs, or is none: whoever dies or misbehaves, what is
// owed to others comes through, and nothing goes where it should not.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Services } from '../../../src/services/index.ts';
import { notify } from '../../../src/services/notifications.ts';
import { type CarrierPace, startCarrier } from '../../../src/services/web-push/carrier.ts';
import { openPushKeys } from '../../../src/services/web-push/keys.ts';
import { allowed, newKey, refusal, signInGuest, testAccounts } from '../../support/accounts.ts';
import { startDns } from '../../support/dns-server.ts';
import { startPushService, type TestBrowser } from '../../support/push-service.ts';

const quick: CarrierPace = { pollMs: 20, timeoutMs: 60_000, leaseSeconds: 120, backOffSeconds: 0.05 };
const program = join(import.meta.dirname, '../../support/carrier-process.ts');

/** `others`: origins of services beside its own. */
async function setUp(others: readonly string[] = []) {
  const [service, { db, open }] = [await startPushService(), await testAccounts()];
  onTestFinished(service.stop);
  const key = newKey();
  const webPush = { keys: openPushKeys(key, 'mailto:games@example.org'), services: [service.origin, ...others] };
  const services = open({ webPush });
  const { database } = db;
  let told = 0;
  return {
    ...{ service, services, database, key, keys: webPush.keys, url: db.url, prisma: database.prisma },
    player: async () => (await services.sessions.verify((await signInGuest(services)).token))!,
    browser: () => service.browser(webPush.keys.publicKey),
    /** Tells the player something; resolves to the reason told. */
    async tell(playerId: string, reason = `warning ${++told}`) {
      const content = { kind: 'moderation.warned', reason } as const;
      await database.prisma.$transaction((tx) =>
        notify(tx, services.pushes, [{ playerId, about: `test:${reason}`, content }]),
      );
      return reason;
    },
    /** Until the test is over; what it complains of goes to `errors`. */
    carry(pace: Partial<CarrierPace> = {}, dns?: readonly string[]) {
      const errors: string[] = [];
      const onError = ({ message }: Error): unknown => errors.push(message);
      const parts = { ...webPush, onError, ...(dns && { dns }) };
      const carrier = startCarrier(database, parts, { ...quick, ...pace });
      onTestFinished(() => carrier.stop());
      return { errors, stop: carrier.stop };
    },
  };
}

type Setup = Awaited<ReturnType<typeof setUp>>;
type Me = Awaited<ReturnType<Setup['player']>>;

const subscribe = async ({ webPush }: Services, me: Me, { subscription: { endpoint, keys } }: TestBrowser) =>
  allowed(await webPush.subscribe(me, { endpoint, ...keys }));

const reasonsOf = ({ received }: TestBrowser) =>
  received.map(({ payload }) => (payload as { content: { reason: string } }).content.reason);

test('[M4] what a player is told comes to each of their browsers, as it is shown', async () => {
  const { service, services, prisma, player, browser, tell, carry } = await setUp();
  const [ann, bob] = [await player(), await player()];
  const [phone, laptop, others] = [browser(), browser(), browser()];
  await subscribe(services, ann, phone);
  await subscribe(services, ann, laptop);
  await subscribe(services, bob, others);
  await tell(ann.playerId, 'é'.repeat(500));
  const { errors } = carry();
  for (const { received } of [phone, laptop]) await expect.poll(() => received.length).toBe(1);
  const { items } = allowed(await services.notifications.list(ann.playerId, { limit: 1 }));
  const { readAt: _, ...shown } = items[0]!;
  expect(phone.received[0]).toMatchObject({
    payload: shown,
    headers: { ttl: '86400', urgency: 'normal', topic: `notification-${shown.id}` },
  });
  await expect.poll(() => prisma.duePush.count()).toBe(0);
  expect([others.received, service.faults, errors]).toEqual([[], [], []]);
});

test('[M4] a subscription that its service does not know any more is forgotten, and so is one of another key', async () => {
  const { service, services, prisma, database, player, browser, tell, carry } = await setUp();
  const ann = await player();
  await subscribe(services, ann, browser());
  for (const status of [410, 404]) {
    await subscribe(services, ann, browser());
    service.answer = (response) => void response.writeHead(status).end();
    await tell(ann.playerId);
    const { stop } = carry();
    await expect.poll(() => services.webPush.list(ann.playerId)).toEqual([]);
    await stop();
  }
  expect(await prisma.duePush.count()).toBe(0);
  await subscribe(services, ann, browser());
  await tell(ann.playerId);
  const asked = service.asked.length;
  const other = { keys: openPushKeys(newKey(), 'mailto:a@b'), services: [service.origin] };
  const carrier = startCarrier(database, { ...other, onError: () => undefined }, quick);
  onTestFinished(() => carrier.stop());
  await expect.poll(() => services.webPush.list(ann.playerId)).toEqual([]);
  expect(service.asked).toHaveLength(asked);
});

test('[M4] a service that is busy is asked again, no sooner than it wishes, and not for what was read or taken back', async () => {
  const { service, services, prisma, player, browser, tell, carry } = await setUp();
  const ann = await player();
  const phone = browser();
  await subscribe(services, ann, phone);
  const asked: ServerResponse[] = [];
  service.answer = (response) => void asked.push(response);
  for (const reason of ['read', 'taken back', 'waiting']) await tell(ann.playerId, reason);
  const { errors } = carry();
  await expect.poll(() => asked.length).toBe(3);
  const rows = await prisma.notification.findMany({ orderBy: { id: 'asc' } });
  await services.notifications.read(ann.playerId, { ids: [String(rows[0]!.id)] });
  await prisma.notification.delete({ where: { id: rows[1]!.id } });
  service.answer = undefined;
  const refusedAt = performance.now();
  for (const response of asked) response.writeHead(503, { 'retry-after': '1' }).end('busy');
  await expect.poll(() => reasonsOf(phone)).toEqual(['waiting']);
  expect(performance.now() - refusedAt).toBeGreaterThan(990);
  await expect.poll(() => prisma.duePush.count()).toBe(0);
  expect([reasonsOf(phone), errors]).toEqual([['waiting'], []]);
});

test('[M4] a service that is always busy is asked five times, and one that refuses once: the log tells by its host alone', async () => {
  const { service, services, prisma, player, browser, tell, carry } = await setUp();
  const ann = await player();
  await subscribe(services, ann, browser());
  const { errors } = carry({ backOffSeconds: 0.001 });
  const host = new URL(service.origin).host;
  for (const [status, times] of [
    ...([
      [500, 5],
      [429, 5],
      [413, 1],
      [400, 1],
      [403, 1],
    ] as const),
  ]) {
    const before = service.asked.length;
    service.answer = (response) => void response.writeHead(status).end();
    await tell(ann.playerId);
    await expect.poll(() => errors.shift()).toBe(`a Web Push by ${host} was given up: answered ${status}`);
    await expect.poll(() => prisma.duePush.count()).toBe(0);
    expect(service.asked.length - before).toBe(times);
  }
  expect(await services.webPush.list(ann.playerId)).toHaveLength(1);
});

test('[M4] a redirect is not followed, and of an answer without end nothing is waited for', async () => {
  const { service, services, prisma, player, browser, tell, carry } = await setUp();
  const ann = await player();
  await subscribe(services, ann, browser());
  const { errors } = carry();
  service.answer = (response) => void response.writeHead(307, { location: `${service.origin}/elsewhere` }).end();
  await tell(ann.playerId);
  await expect.poll(() => errors).toEqual([expect.stringMatching(/answered 307/)]);
  service.answer = (response) => void response.writeHead(201).write('and so on');
  await tell(ann.playerId);
  await expect.poll(() => prisma.duePush.count()).toBe(0);
  expect(service.asked).toHaveLength(2);
  expect(service.asked).not.toContain('/elsewhere');
});

test('[M4] a service that hangs holds up no other, nor the database', async () => {
  const good = await startPushService();
  onTestFinished(good.stop);
  const { service: hanging, services, prisma, keys, player, browser, tell, carry } = await setUp([good.origin]);
  const bob = await player();
  hanging.answer = () => undefined;
  for (let others = 0; others < 15; others++) {
    const one = await player();
    for (let n = 0; n < 2; n++) await subscribe(services, one, browser());
    for (let n = 0; n < 5; n++) await tell(one.playerId);
  }
  // More than are tried at once, whoever they are for.
  expect(await prisma.duePush.count()).toBe(150);
  carry();
  await expect.poll(() => hanging.asked.length).toBeGreaterThan(19);
  const other = good.browser(keys.publicKey);
  await subscribe(services, bob, other);
  await tell(bob.playerId, 'in time');
  await expect.poll(() => reasonsOf(other)).toEqual(['in time']);
  expect(hanging.asked.length).toBeLessThan(40);
});

test('[M4] [S1] whose services hang has four tries at a time, and what was tried in vain a third of all places', async () => {
  const good = await startPushService();
  const hanging = await Promise.all(Array.from({ length: 4 }, () => startPushService()));
  onTestFinished(() => [good, ...hanging].forEach(({ stop }) => stop()));
  const { services, prisma, keys, player, tell, carry } = await setUp([good, ...hanging].map(({ origin }) => origin));
  const asked = (): number => hanging.reduce((sum, service) => sum + service.asked.length, 0);
  for (const service of hanging) service.answer = () => undefined;
  const inTime = async (): Promise<void> => {
    const [someone, phone] = [await player(), good.browser(keys.publicKey)];
    await subscribe(services, someone, phone);
    await tell(someone.playerId, 'in time');
    await expect.poll(() => reasonsOf(phone)).toEqual(['in time']);
  };
  const eve = await player();
  for (const service of hanging) {
    for (let n = 0; n < 2; n++) await subscribe(services, eve, service.browser(keys.publicKey));
  }
  await tell(eve.playerId);
  const one = carry();
  await expect.poll(asked).toBe(4);
  await inTime();
  expect(asked()).toBe(4);
  await one.stop();

  for (const service of hanging) {
    for (let others = 0; others < 5; others++) {
      const me = await player();
      await subscribe(services, me, service.browser(keys.publicKey));
      for (let n = 0; n < 4; n++) await tell(me.playerId);
    }
  }
  await prisma.duePush.updateMany({ data: { tries: 1 } });
  const before = asked();
  carry();
  await expect.poll(() => asked() - before).toBe(50);
  await inTime();
  expect(asked() - before).toBe(50);
});

test('[M4] [S1] services that have yet to answer have a third of all places: dozens that hang keep nobody from another', async () => {
  const good = await startPushService();
  const hanging = await Promise.all(Array.from({ length: 8 }, () => startPushService()));
  onTestFinished(() => [good, ...hanging].forEach(({ stop }) => stop()));
  const { services, keys, player, tell, carry } = await setUp([good, ...hanging].map(({ origin }) => origin));
  const asked = (): number => hanging.reduce((sum, service) => sum + service.asked.length, 0);
  const [ann, phone] = [await player(), good.browser(keys.publicKey)];
  await subscribe(services, ann, phone);
  const { stop } = carry();
  await tell(ann.playerId, 'first');
  await expect.poll(() => reasonsOf(phone)).toEqual(['first']);
  for (const service of hanging) {
    service.answer = () => undefined;
    for (let others = 0; others < 5; others++) {
      const me = await player();
      await subscribe(services, me, service.browser(keys.publicKey));
      for (let n = 0; n < 4; n++) await tell(me.playerId);
    }
  }
  await expect.poll(asked).toBe(50);
  for (let n = 0; n < 20; n++) await tell(ann.playerId, `later ${n}`);
  await expect.poll(() => phone.received.length).toBe(21);
  expect(asked()).toBe(50);
  await stop();
});

test('[M4] a service that hangs is asked again, when its time is up or another process has to', async () => {
  const { service, services, player, browser, tell, carry } = await setUp();
  const ann = await player();
  const phone = browser();
  await subscribe(services, ann, phone);
  service.answer = () => undefined;
  const { stop, errors } = carry({ timeoutMs: 200 });
  await tell(ann.playerId, 'late');
  await expect.poll(() => service.asked.length).toBeGreaterThan(1);
  await stop();
  const patient = carry();
  const before = service.asked.length;
  await expect.poll(() => service.asked.length).toBeGreaterThan(before);
  await patient.stop();
  service.answer = undefined;
  carry();
  await expect.poll(() => reasonsOf(phone)).toEqual(['late']);
  expect(errors).toEqual([]);
});

test('[M4] [S1] what a process that is killed was sending, another one sends', async () => {
  const { service, services, player, browser, tell, prisma, key, url } = await setUp();
  const ann = await player();
  const phone = browser();
  await subscribe(services, ann, phone);
  const start = () => spawn(process.execPath, [program, url, key, service.origin], { stdio: 'inherit' });
  service.answer = () => undefined;
  const first = start();
  await tell(ann.playerId, 'survives');
  await expect.poll(() => service.asked.length, { timeout: 30_000 }).toBe(1);
  first.kill('SIGKILL');
  await once(first, 'close');
  service.answer = undefined;
  const second = start();
  onTestFinished(async () => {
    second.kill('SIGKILL');
    await once(second, 'close');
  });
  await expect.poll(() => reasonsOf(phone), { timeout: 30_000 }).toEqual(['survives']);
  await expect.poll(() => prisma.duePush.count()).toBe(0);
});

test('[M4] a name that leads to a private address is not called', async () => {
  const { services, prisma, player, browser, tell, carry } = await setUp();
  const ann = await player();
  const phone = browser();
  const endpoint = 'https://push.example.org/secret-path';
  await subscribe(services, ann, { ...phone, subscription: { ...phone.subscription, endpoint } });
  await tell(ann.playerId);
  const { errors } = carry({}, [await startDns(['127.0.0.1'])]);
  await expect
    .poll(() => errors)
    .toEqual(['a Web Push by push.example.org was given up: its name has an address that is not public']);
  await expect.poll(() => prisma.duePush.count()).toBe(0);
  for (const bad of ['https://127.0.0.1/', 'https://localhost/', 'http://push.example.org/']) {
    const { keys } = phone.subscription;
    expect(refusal(await services.webPush.subscribe(ann, { endpoint: bad, ...keys }))).toBe('not-a-push-service');
  }
});
