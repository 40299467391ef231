// What is owed to subscriptions, in rows that are written with the notification: whoever takes one puts it off for as long
// as a try may last, so that what a process was doing when it died is done by another.

import type { Database } from '../../db/client.ts';
import { alive } from '../ownership.ts';
import type { Transaction } from '../results.ts';

/** Who has missed a notification for so long learns of it by coming back. */
export const pushableHours = 24;

/** One try at one push. */
export interface DuePush {
  readonly notificationId: string;
  readonly subscriptionId: string;
  /** This one counted. */
  readonly tries: number;
  /** False: it was read, the device was signed out or is another player's now, or it is too late. */
  readonly wanted: boolean;
  readonly host: string;
  readonly endpointIndex: Uint8Array;
  readonly sealed: Uint8Array;
  readonly content: unknown;
  readonly createdAt: Date;
}

/** What has come of one; `gone`: the subscription is worth nothing any more. */
export type Settlement = 'done' | 'gone' | { readonly againInSeconds: number };

/** These notifications are owed to their players' subscriptions, but to who hears them at this moment (room `me`). */
export async function owePushes(tx: Transaction, notificationIds: readonly bigint[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO due_pushes (notification_id, subscription_id)
     SELECT notifications.id, push_subscriptions.id FROM notifications JOIN push_subscriptions USING (player_id)
     WHERE notifications.id = ANY($1::text[]::bigint[]) AND NOT EXISTS (
       SELECT FROM presences WHERE presences.player_id = notifications.player_id AND hears AND ${alive('presences.owner')})`,
    notificationIds.map(String),
  );
}

export interface Taking {
  readonly limit: number;
  readonly leaseSeconds: number;
  /** Hosts that have enough to do. */
  readonly busyHosts: readonly string[];
}

export async function takeDue({ pool }: Database, { limit, leaseSeconds, busyHosts }: Taking): Promise<DuePush[]> {
  const { rows } = await pool.query<DuePush>({
    name: 'take due pushes',
    text: `
      WITH due AS (
        SELECT notification_id, subscription_id FROM due_pushes JOIN push_subscriptions ON id = subscription_id
        WHERE due_at <= now() AND host <> ALL($3::text[])
        ORDER BY due_at LIMIT $1 FOR UPDATE OF due_pushes SKIP LOCKED),
      taken AS (
        UPDATE due_pushes SET due_at = now() + make_interval(secs => $2), tries = tries + 1
        FROM due WHERE (due_pushes.notification_id, due_pushes.subscription_id) = (due.notification_id, due.subscription_id)
        RETURNING due_pushes.notification_id, due_pushes.subscription_id, tries)
      SELECT notification_id::text AS "notificationId", subscription_id AS "subscriptionId", tries, host,
        endpoint_index AS "endpointIndex", sealed, content, notifications.created_at AS "createdAt",
        read_at IS NULL AND notifications.player_id = push_subscriptions.player_id
          AND ended_at IS NULL AND expires_at > now()
          AND notifications.created_at > now() - make_interval(hours => $4) AS wanted
      FROM taken JOIN notifications ON notifications.id = notification_id
      JOIN push_subscriptions ON push_subscriptions.id = subscription_id JOIN sessions ON sessions.id = session_id`,
    values: [limit, leaseSeconds, busyHosts, pushableHours],
  });
  return rows;
}

export async function settle({ pool }: Database, push: DuePush, settlement: Settlement): Promise<void> {
  const { notificationId, subscriptionId } = push;
  const one = [notificationId, subscriptionId];
  if (settlement === 'gone') await pool.query('DELETE FROM push_subscriptions WHERE id = $1', [subscriptionId]);
  else if (settlement === 'done') {
    await pool.query('DELETE FROM due_pushes WHERE notification_id = $1 AND subscription_id = $2', one);
  } else {
    await pool.query(
      `UPDATE due_pushes SET due_at = now() + make_interval(secs => $3)
       WHERE notification_id = $1 AND subscription_id = $2`,
      [...one, settlement.againInSeconds],
    );
  }
}
