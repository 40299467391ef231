// What is owed to subscriptions, in rows that are written with the notification: whoever takes one puts it off for as long
// as a try may last, so that what a process was doing when it died is done by another.

import type { Database, Transaction } from '../../db/client.ts';
import { alive } from '../ownership.ts';

/** Who has missed a notification for so long learns of it by coming back. */
export const pushableHours = 24;

/** `again`: was tried before. The others were not; `proven`: to a host that has answered of late. */
export type PushKind = 'again' | 'unproven' | 'proven';

/** One try at one push. */
export interface DuePush {
  readonly notificationId: string;
  readonly subscriptionId: string;
  /** Whose the subscription is. */
  readonly playerId: string;
  /** This one counted. */
  readonly tries: number;
  /** When it was taken: a host may answer once, and hang from then on. */
  readonly kind: PushKind;
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

/**
 * These notifications are owed to their players' subscriptions, but to who hears them at this moment (room `me`). One that
 * is being signed out is waited for: a subscription that goes between the look and the row would undo what is told, too.
 */
export async function owePushes(tx: Transaction, notificationIds: readonly bigint[]): Promise<void> {
  await tx.$executeRawUnsafe(
    `INSERT INTO due_pushes (notification_id, subscription_id)
     SELECT notifications.id, push_subscriptions.id FROM notifications JOIN push_subscriptions USING (player_id)
     WHERE notifications.id = ANY($1::text[]::bigint[]) AND NOT EXISTS (
       SELECT FROM presences WHERE presences.player_id = notifications.player_id AND hears AND ${alive('presences.owner')})
     FOR KEY SHARE OF push_subscriptions`,
    notificationIds.map(String),
  );
}

export interface Taking {
  readonly limit: number;
  readonly leaseSeconds: number;
  /** Of these, at most so many of a kind. */
  readonly places: Readonly<Record<PushKind, number>>;
  readonly provenHosts: readonly string[];
  /** Hosts that have enough to do. */
  readonly busyHosts: readonly string[];
  /** Of one player, with what is under way (`byPlayer`). */
  readonly mostOfPlayer: number;
  readonly byPlayer: Readonly<Record<string, number>>;
}

/** Among how many that are due it is chosen, the longest due first: whoever has too many under way is not looked at. */
const lookedAt = 200;

export async function takeDue({ pool }: Database, taking: Taking): Promise<DuePush[]> {
  const { limit, places, provenHosts, leaseSeconds, busyHosts, mostOfPlayer, byPlayer } = taking;
  const { rows } = await pool.query<DuePush>({
    name: 'take due pushes',
    text: `
      WITH looked_at AS (
        SELECT notification_id, subscription_id, due_at, player_id, kind,
          coalesce(($6::jsonb ->> player_id::text)::int, 0) AS under_way
        FROM due_pushes JOIN push_subscriptions ON id = subscription_id, LATERAL (
          SELECT CASE WHEN tries > 0 THEN 'again' WHEN host = ANY($8::text[]) THEN 'proven' ELSE 'unproven' END AS kind
        ) AS its
        WHERE due_at <= now() AND host <> ALL($3::text[]) AND ($7::jsonb ->> kind)::int > 0
          AND coalesce(($6::jsonb ->> player_id::text)::int, 0) < $5
        ORDER BY due_at LIMIT ${lookedAt} FOR UPDATE OF due_pushes SKIP LOCKED),
      counted AS (
        SELECT *, row_number() OVER (PARTITION BY player_id ORDER BY due_at) AS of_player,
          row_number() OVER (PARTITION BY kind ORDER BY due_at) AS of_kind
        FROM looked_at),
      due AS (
        SELECT notification_id, subscription_id, kind FROM counted
        WHERE under_way + of_player <= $5 AND of_kind <= ($7::jsonb ->> kind)::int ORDER BY due_at LIMIT $1),
      taken AS (
        UPDATE due_pushes SET due_at = now() + make_interval(secs => $2), tries = tries + 1
        FROM due WHERE (due_pushes.notification_id, due_pushes.subscription_id) = (due.notification_id, due.subscription_id)
        RETURNING due_pushes.notification_id, due_pushes.subscription_id, tries, kind)
      SELECT notification_id::text AS "notificationId", subscription_id AS "subscriptionId", tries, kind, host,
        push_subscriptions.player_id AS "playerId",
        endpoint_index AS "endpointIndex", sealed, content, notifications.created_at AS "createdAt",
        read_at IS NULL AND notifications.player_id = push_subscriptions.player_id
          AND ended_at IS NULL AND expires_at > now()
          AND notifications.created_at > now() - make_interval(hours => $4) AS wanted
      FROM taken JOIN notifications ON notifications.id = notification_id
      JOIN push_subscriptions ON push_subscriptions.id = subscription_id JOIN sessions ON sessions.id = session_id`,
    values: [limit, leaseSeconds, busyHosts, pushableHours, mostOfPlayer, byPlayer, places, provenHosts],
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
