// Subscriptions where several things happen at once.

import { expect, test } from 'vitest';
import type { Services } from '../../../src/services/index.ts';
import { openPushKeys } from '../../../src/services/web-push/keys.ts';
import { allowed, newKey, refusal, signInGuest, testAccounts } from '../../support/accounts.ts';
import { holding } from '../../support/holding.ts';

/** A point of P-256: RFC 8291, appendix A. */
const keys = {
  p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
  auth: 'BTBZMqHH6r4Tts7J_aSIgg',
};
const subscription = (name: unknown) => ({ endpoint: `https://push.example.org/${String(name)}`, ...keys });

const player = async (services: Services) => (await services.sessions.verify((await signInGuest(services)).token))!;

test('[M4] who subscribes many browsers at once has no more than ten', async () => {
  const { services, db } = await testAccounts();
  const ann = await player(services);
  await Promise.all(Array.from({ length: 30 }, (_, n) => services.webPush.subscribe(ann, subscription(n))));
  expect(await db.database.prisma.pushSubscription.count()).toBe(10);
});

test('[M4] one browser that is subscribed twice at once, by two tabs, is one subscription', async () => {
  const { services, db } = await testAccounts();
  const players = [await player(services), await player(services)];
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => services.webPush.subscribe(players[n % 2]!, subscription('same'))),
  );
  expect(await db.database.prisma.pushSubscription.count()).toBe(1);
});

test('[M4] [A2] of a session that ends while a browser is being subscribed no subscription is left', async () => {
  const { db, open } = await testAccounts();
  const webPush = { keys: openPushKeys(newKey(), 'mailto:games@example.org'), services: [] };
  const services = open({ webPush });
  const [ann, bob] = [await player(services), await player(services)];
  const { pool, prisma } = db.database;
  const waiting = async (): Promise<number> => {
    const text = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    return (await pool.query(text)).rows.length;
  };
  // Another one that does not commit holds up the one that is made, when it has seen that the session is live.
  const other = await pool.connect();
  await other.query('BEGIN');
  await other.query(
    `INSERT INTO push_subscriptions (id, player_id, session_id, host, sealed, endpoint_index, created_at)
     VALUES (gen_random_uuid(), $1, $2, '', '', $3, now())`,
    [bob.playerId, bob.authSessionId, webPush.keys.indexOf(subscription(1).endpoint)],
  );
  const made = services.webPush.subscribe(ann, subscription(1));
  await expect.poll(waiting).toBe(1);
  const ended = services.sessions.end(ann.playerId, ann.authSessionId);
  await expect.poll(waiting).toBe(2);
  await other.query('ROLLBACK');
  other.release();
  allowed(await made);
  expect(await ended).toBeUndefined();
  expect(await prisma.pushSubscription.count()).toBe(0);
  expect(refusal(await services.webPush.subscribe(ann, subscription(2)))).toBe('session-over');
});

test('[M4] [A2] what is told while a device is being signed out is told, and owed to the others', async () => {
  const accounts = await testAccounts();
  const { services, db } = accounts;
  const [ann, bob] = [await player(services), await player(services)];
  const [going, staying] = [
    allowed(await services.webPush.subscribe(ann, subscription(1))),
    allowed(await services.webPush.subscribe(ann, subscription(2))),
  ];
  const signOut: [string, unknown[]] = ['DELETE FROM push_subscriptions WHERE id = $1', [going.id]];
  const ask = () => services.friends.request(bob.playerId, ann.playerId);
  expect(allowed(await holding(accounts, [signOut], ask))).toEqual({ status: 'requested' });
  expect(await db.database.prisma.duePush.findMany()).toMatchObject([{ subscriptionId: staying.id }]);
});
