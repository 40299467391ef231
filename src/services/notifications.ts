// What players are told that waits for them until they read it: written with whatever it tells of, in one transaction.

import type { Database, Transaction } from '../db/client.ts';
import type { Notification } from '../db/generated/client.ts';
import type { Notice, NotificationShown } from '../queues/notifications.ts';
import { bigRowKey, type Page, pageOf, type PageRequest, readCursor } from './page.ts';
import type { Pushes } from './pushes.ts';
import { Refused } from './refused.ts';
import { owePushes } from './web-push/due.ts';

export interface NewNotification {
  readonly playerId: string;
  /** What it is about, `friend:<id>`: of one matter a player is told once, until `forget`. */
  readonly about: string;
  readonly content: Notice;
}

export interface NotificationFilter extends PageRequest {
  readonly unread?: boolean | undefined;
}

export function openNotifications({ prisma }: Database) {
  return {
    /** A player's own, newest first, and how many in all are not read. */
    async list(
      playerId: string,
      filter: NotificationFilter,
    ): Promise<(Page<NotificationShown> & { unread: number }) | Refused<'bad-cursor'>> {
      const { unread, cursor, limit } = filter;
      const after = readCursor(cursor, bigRowKey);
      if (after instanceof Refused) return after;
      const rows = await prisma.notification.findMany({
        where: { playerId, ...(unread && { readAt: null }), ...(after && { id: { lt: BigInt(after[0]) } }) },
        orderBy: { id: 'desc' },
        take: limit + 1,
      });
      const page = pageOf(rows.map(shown), limit, ({ id }) => [id]);
      return { ...page, unread: await prisma.notification.count({ where: { playerId, readAt: null } }) };
    },

    /** Those with these ids, or all up to one of them. Read ones go after some days (sweep.ts). */
    async read(playerId: string, which: { ids: readonly string[] } | { upTo: string }): Promise<number> {
      const id = 'ids' in which ? { in: which.ids.map(BigInt) } : { lte: BigInt(which.upTo) };
      const where = { playerId, readAt: null, id };
      return (await prisma.notification.updateMany({ where, data: { readAt: new Date() } })).count;
    },
  };
}

/**
 * Writes what is new of it, and what is owed of that to who is not there and has asked for Web Push; what it returns tells
 * those who are, to be called after the commit.
 */
export async function notify(
  tx: Transaction,
  pushes: Pushes,
  notifications: readonly NewNotification[],
): Promise<() => void> {
  if (notifications.length === 0) return () => undefined;
  const rows = await tx.notification.createManyAndReturn({ data: [...notifications], skipDuplicates: true });
  await owePushes(
    tx,
    rows.map(({ id }) => id),
  );
  return () => {
    for (const row of rows) pushes.send([row.playerId], { type: 'notification', ...shown(row) });
  };
}

/** What was told is not so any more: where it has not been read, it never is. */
export async function forget(tx: Transaction, playerIds: readonly string[], abouts: readonly string[]): Promise<void> {
  await tx.notification.deleteMany({ where: { playerId: { in: [...playerIds] }, about: { in: [...abouts] } } });
}

function shown({ id, content, createdAt, readAt }: Notification): NotificationShown {
  // Written by `notify` alone.
  const told = content as unknown as Notice;
  return { id: String(id), content: told, createdAt: createdAt.toISOString(), readAt: readAt?.toISOString() ?? null };
}
