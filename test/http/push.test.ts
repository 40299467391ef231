// Web Push through a whole server: who is not there gets what they are told, on the browsers that they let it come to,
// until they sign out.

import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tokens } from '../../src/client/session.ts';
import { type Api, apiOf, playerOf } from '../support/api.ts';
import { type PushService, startPushService, type TestBrowser } from '../support/push-service.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { Device } from '../support/two-servers.ts';

let server: TestServer;
let database: pg.Client;
let service: PushService;
let publicKey: string;

beforeAll(async () => {
  service = await startPushService();
  const started = await startServer({ PUSH_SERVICES: service.origin, PUSH_CONTACT: 'mailto:games@example.org' });
  server = started;
  database = new pg.Client(started.databaseUrl);
  await database.connect();
  publicKey = (await apiOf(server.endpoint)('GET /push')).body.publicKey;
});
afterAll(async () => {
  await database.end();
  await server.stop();
  service.stop();
});

const as = (session: Tokens) => {
  const { playerId: id, name, token } = session;
  const api: (request: Parameters<Api>[0], body?: unknown) => ReturnType<Api> = (request, body) =>
    apiOf(server.endpoint)(request, { token, body });
  return { id, name, api, sdk: playerOf(server.endpoint, session).sdk };
};
type Player = ReturnType<typeof as>;

const guest = async (name: string): Promise<Player> =>
  as((await apiOf(server.endpoint)('POST /auth/guest', { body: { name } })).body);

const subscribed = async ({ api }: Player, browser = service.browser(publicKey)) => {
  const { status, body } = await api('POST /push/subscriptions', browser.subscription);
  return { status, id: body.id as string, body, browser };
};

const askers = ({ received }: TestBrowser) =>
  received.map(({ payload }) => (payload as { content: { from: { name: string } } }).content.from.name);

const hears = async ({ id }: Player): Promise<boolean | undefined> =>
  (await database.query<{ hears: boolean }>('SELECT hears FROM presences WHERE player_id = $1', [id])).rows[0]?.hears;

test('[M4] who is not there is pushed a friend request; who is connected to `me` hears it there, and only there', async () => {
  const [ann, bob, cid, dan] = [await guest('Ann'), await guest('Bob'), await guest('Cid'), await guest('Dan')];
  const { browser } = await subscribed(ann);
  const ask = ({ api }: Player) => api('POST /friends/requests', { playerId: ann.id });
  await ask(bob);
  await expect.poll(() => browser.received.length).toBe(1);
  const { body: page } = await ann.api('GET /notifications');
  const { readAt: _, ...shown } = page.items[0];
  expect(shown.content).toEqual({ kind: 'friend.requested', from: { id: bob.id, name: 'Bob' } });
  expect(browser.received[0]!.payload).toEqual(shown);

  const device = new Device(await ann.sdk.joinOrCreate('me'));
  await expect.poll(() => hears(ann)).toBe(true);
  await ask(cid);
  await expect.poll(() => device.heard('notification')).toHaveLength(1);
  await device.room.leave();
  await expect.poll(() => hears(ann)).toBeUndefined();
  // Who plays without that room hears nothing there.
  const match = await ann.sdk.create('chess', { private: true, bots: 1 });
  match.onMessage('*', () => undefined);
  await expect.poll(() => hears(ann)).toBe(false);
  await ask(dan);
  await expect.poll(() => askers(browser)).toEqual(['Bob', 'Dan']);
  await match.leave();
  expect(service.faults).toEqual([]);
});

test('[M4] a lost connection to `me` is not one that hears: what is told before it is back is pushed', async () => {
  const [ann, bob] = [await guest('Ann'), await guest('Bob')];
  const { browser } = await subscribed(ann);
  const device = new Device(await ann.sdk.joinOrCreate('me'));
  await expect.poll(() => hears(ann)).toBe(true);
  device.room.connection.close(4010);
  await expect.poll(() => hears(ann)).toBe(false);
  await bob.api('POST /friends/requests', { playerId: ann.id });
  await expect.poll(() => askers(browser)).toEqual(['Bob']);
});

test('[M4] [A2] signing out ends the pushes to that device, and no other', async () => {
  const bob = await guest('Bob');
  const credentials = { email: 'ann@example.org', password: 'correct horse battery' };
  const api = apiOf(server.endpoint);
  const phone = as((await api('POST /auth/register', { body: credentials })).body);
  const laptop = as((await api('POST /auth/login', { body: credentials })).body);
  const [onPhone, onLaptop] = [await subscribed(phone), await subscribed(laptop)];
  await phone.api('POST /auth/logout', {});
  expect((await laptop.api('GET /push/subscriptions')).body.items).toEqual([onLaptop.body]);
  await bob.api('POST /friends/requests', { playerId: phone.id });
  await expect.poll(() => askers(onLaptop.browser)).toEqual(['Bob']);
  expect(onPhone.browser.received).toEqual([]);
  await laptop.api('POST /auth/logout', { everywhere: true });
  const { rows } = await database.query('SELECT FROM push_subscriptions WHERE player_id = $1', [phone.id]);
  expect(rows).toEqual([]);
});

test('[M4] the same browser again is the same subscription, of who is signed in now; the eleventh takes the place of the oldest', async () => {
  const [ann, bob, cid] = [await guest('Ann'), await guest('Bob'), await guest('Cid')];
  const shared = service.browser(publicKey);
  const first = await subscribed(ann, shared);
  expect(first).toMatchObject({ status: 201, body: { service: new URL(service.origin).host, createdAt: /Z$/ } });
  expect((await subscribed(ann, shared)).id).toBe(first.id);
  service.answer = (response) => void response.writeHead(503, { 'retry-after': '1' }).end();
  await cid.api('POST /friends/requests', { playerId: ann.id });
  await expect.poll(() => service.asked.at(-1)).toBe(new URL(shared.subscription.endpoint).pathname);
  expect((await subscribed(bob, shared)).id).toBe(first.id);
  service.answer = undefined;
  expect((await ann.api('GET /push/subscriptions')).body).toEqual({ items: [] });
  await ann.api('POST /friends/requests', { playerId: bob.id });
  // What Ann was owed is nothing that Bob is to see.
  await expect.poll(() => askers(shared)).toEqual(['Ann']);
  // What has come is struck off once the push service has said so.
  const due = () => database.query('SELECT FROM due_pushes WHERE subscription_id = $1', [first.id]);
  await expect.poll(async () => (await due()).rows).toEqual([]);

  const ids = [first.id];
  for (let n = 0; n < 10; n++) ids.push((await subscribed(bob)).id);
  const { items } = (await bob.api('GET /push/subscriptions')).body;
  expect(items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(1).toReversed());
});

test("[M4] one ends a subscription of one's own, and nobody else's", async () => {
  const [ann, bob] = [await guest('Ann'), await guest('Bob')];
  const { id, browser } = await subscribed(ann);
  const { id: kept, browser: other } = await subscribed(ann);
  expect((await bob.api(`DELETE /push/subscriptions/${id}`)).status).toBe(404);
  expect((await ann.api(`DELETE /push/subscriptions/${id}`)).status).toBe(204);
  expect((await ann.api(`DELETE /push/subscriptions/${id}`)).status).toBe(404);
  expect((await ann.api('GET /push/subscriptions')).body.items).toMatchObject([{ id: kept }]);
  await bob.api('POST /friends/requests', { playerId: ann.id });
  await expect.poll(() => askers(other)).toEqual(['Bob']);
  expect(browser.received).toEqual([]);
});

test('[M4] what is no subscription of a browser at a push service is refused, and so is nobody', async () => {
  const ann = await guest('Ann');
  const { subscription } = service.browser(publicKey);
  const { keys } = subscription;
  const ask = (body: unknown) => ann.api('POST /push/subscriptions', body);
  for (const endpoint of [
    'https://127.0.0.1/',
    'https://localhost/',
    'http://push.example.org/',
    'https://10.0.0.1/',
  ]) {
    const answer = await ask({ endpoint, keys });
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/not-a-push-service' } });
  }
  for (const bad of [
    { p256dh: `B${'A'.repeat(86)}` },
    { p256dh: keys.p256dh.slice(1) },
    { auth: `${keys.auth}AA` },
    { auth: undefined },
  ]) {
    const answer = await ask({ ...subscription, keys: { ...keys, ...bad } });
    expect(answer).toMatchObject({ status: 400, body: { type: '/problems/invalid-request' } });
  }
  const nobody = await apiOf(server.endpoint)('POST /push/subscriptions', { body: subscription });
  expect(nobody.status).toBe(401);
  expect((await ann.api('GET /push/subscriptions')).body).toEqual({ items: [] });
});

test('[A3] [M4] subscriptions are told to their player, are not to be read in the database or the log, and go with the player', async () => {
  const [ann, bob] = [await guest('Ann'), await guest('Bob')];
  const { id, browser } = await subscribed(ann);
  const { endpoint, keys } = browser.subscription;
  const { body: exported } = await ann.api('GET /players/me/export');
  expect(exported.pushSubscriptions).toMatchObject([{ id, endpoint, ...keys }]);
  const secret = new URL(endpoint).pathname;
  service.answer = (response) => void response.writeHead(400).end();
  await bob.api('POST /friends/requests', { playerId: ann.id });
  await expect.poll(() => server.output()).toContain('was given up: answered 400');
  service.answer = undefined;
  expect(server.output()).not.toContain(secret);
  const { rows } = await database.query<{ row: string }>('SELECT t::text AS row FROM push_subscriptions t');
  const dump = rows.map(({ row }) => row).join();
  for (const each of [secret, keys.p256dh, keys.auth]) {
    expect(dump).not.toContain(each);
    expect(dump).not.toContain(Buffer.from(each).toString('hex'));
  }
  expect((await ann.api('DELETE /players/me', {})).status).toBe(204);
  const left = await database.query('SELECT FROM push_subscriptions WHERE player_id = $1', [ann.id]);
  expect(left.rows).toEqual([]);
});
