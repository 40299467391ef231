// Web Push (RFC 8030): a player's browser that is told what happens while the game is closed. It is let in by a
// subscription, which belongs to the session that made it and ends with it.

import { randomBytes, randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client.ts';
import type { Identity } from '../accounts/access-tokens.ts';
import { refusable, Refused } from '../refused.ts';
import { mayReceive } from './addresses.ts';
import { openPushKeys, type PushKeys, type Subscription } from './keys.ts';

export interface WebPushParts {
  readonly keys: PushKeys;
  /** Origins of push services that may be used whatever they are. */
  readonly services: readonly string[];
}

export interface SubscriptionShown {
  readonly id: string;
  /** The push service's host. */
  readonly service: string;
  readonly createdAt: Date;
}

/** Of one player; another one takes the place of the oldest. */
const mostSubscriptions = 10;

export type WebPush = ReturnType<typeof openWebPush>;

const anyKey = (): WebPushParts => ({
  keys: openPushKeys(randomBytes(32).toString('base64url'), 'mailto:nobody@localhost'),
  services: [],
});

export function openWebPush(db: Database, { keys, services }: WebPushParts = anyKey()) {
  const { prisma } = db;
  return {
    /** What a page subscribes with. */
    publicKey: keys.publicKey,

    /** The player's, the latest first. */
    async list(playerId: string): Promise<SubscriptionShown[]> {
      const where = { playerId };
      const rows = await prisma.pushSubscription.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
      return rows.map(({ id, host, createdAt }) => ({ id, service: host, createdAt }));
    },

    /** The same endpoint again is the same subscription, as if made now, of whoever is signed in now. */
    async subscribe(
      { playerId, authSessionId: sessionId }: Identity,
      subscription: Subscription,
    ): Promise<SubscriptionShown | Refused<'not-a-push-service' | 'session-over'>> {
      if (!mayReceive(subscription.endpoint, services)) {
        return new Refused(
          'not-a-push-service',
          'No pushes are sent to this endpoint: it is not an address of the web.',
        );
      }
      const endpointIndex = keys.indexOf(subscription.endpoint);
      const { host } = new URL(subscription.endpoint);
      const row = { playerId, sessionId, host, sealed: keys.seal(subscription), createdAt: new Date() };
      return refusable(db, async (tx) => {
        if (!(await holdSession(tx, playerId, sessionId))) return new Refused('session-over', 'This session is over.');
        const { id, createdAt } = await tx.pushSubscription.upsert({
          where: { endpointIndex },
          create: { id: randomUUID(), endpointIndex, ...row },
          update: row,
        });
        // What it was owed as another player's is none of this one's business.
        const others = { subscriptionId: id, notification: { playerId: { not: playerId } } };
        await tx.duePush.deleteMany({ where: others });
        await dropOldest(tx, playerId);
        return { id, service: host, createdAt };
      });
    },

    /** All that is kept of them. */
    async export(playerId: string) {
      const rows = await prisma.pushSubscription.findMany({ where: { playerId }, orderBy: { createdAt: 'asc' } });
      return rows.map(({ id, sessionId, createdAt, endpointIndex, sealed }) => {
        return { id, sessionId, createdAt, ...keys.open(endpointIndex, sealed) };
      });
    },

    async unsubscribe(playerId: string, id: string): Promise<undefined | Refused<'not-found'>> {
      const { count } = await prisma.pushSubscription.deleteMany({ where: { id, playerId } });
      if (count === 0) return new Refused('not-found', 'You have no such subscription.');
    },
  };
}

/** One after the other with what else the player subscribes, and with the end of the session; false where that is over. */
async function holdSession(tx: Transaction, playerId: string, sessionId: string): Promise<boolean> {
  await tx.$queryRaw`SELECT FROM players WHERE id = ${playerId}::uuid FOR NO KEY UPDATE`;
  const live = await tx.$queryRaw<unknown[]>`
    SELECT FROM sessions WHERE id = ${sessionId}::uuid AND ended_at IS NULL FOR SHARE`;
  return live.length > 0;
}

async function dropOldest(tx: Transaction, playerId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM push_subscriptions WHERE id IN (
      SELECT id FROM push_subscriptions WHERE player_id = ${playerId}::uuid
      ORDER BY created_at DESC, id DESC OFFSET ${mostSubscriptions})`;
}
