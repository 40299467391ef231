// Messages as they are shown, and a player's direct ones: with whom, what was said, and how much of it is unread.

import type { Database } from '../../db/client.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { bigRowKey, type Page, pageOf, type PageRequest, readCursor } from '../page.ts';
import { Refused } from '../refused.ts';

export interface ChatMessage {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly text: string;
  /** Said in the third person. */
  readonly emote: boolean;
  /** Of one in a match: how far that was for the speaker. */
  readonly tick: number | null;
  readonly at: string;
}

export const withNames = { from: { select: { id: true, name: true } } } as const satisfies Prisma.MessageInclude;

export function toMessage(row: Prisma.MessageGetPayload<{ include: typeof withNames }>): ChatMessage {
  const { id, from, text, emote, tick, at } = row;
  return { id: String(id), from, text, emote, tick, at: at.toISOString() };
}

export function openConversations({ prisma, pool }: Database) {
  return {
    /** With whom a player has written, the latest first: the last message, and how many of theirs are unread. */
    async list(playerId: string, { cursor, limit }: PageRequest) {
      const after = readCursor(cursor, bigRowKey);
      if (after instanceof Refused) return after;
      const rows = await prisma.conversation.findMany({
        where: { playerId, ...(after && { lastId: { lt: BigInt(after[0]) } }) },
        orderBy: { lastId: 'desc' },
        take: limit + 1,
        include: { other: { select: { id: true, name: true } } },
      });
      const page = pageOf(rows, limit, ({ lastId }) => [String(lastId)]);
      const ids = page.items.map(({ lastId }) => lastId);
      const lasts = await prisma.message.findMany({ where: { id: { in: ids } }, include: withNames });
      const { rows: counts } = await pool.query<{ otherId: string; unread: number }>(
        `SELECT other_id AS "otherId", count(*)::int AS unread FROM conversations
         JOIN messages ON from_id = other_id AND to_id = player_id AND id > read_to
         WHERE player_id = $1 AND other_id = ANY($2::uuid[]) GROUP BY other_id`,
        [playerId, page.items.map(({ otherId }) => otherId)],
      );
      const items = page.items.flatMap(({ other, lastId }) => {
        const last = lasts.find(({ id }) => id === lastId);
        const unread = counts.find(({ otherId }) => otherId === other.id)?.unread ?? 0;
        return last ? [{ with: other, last: toMessage(last), unread }] : [];
      });
      return { items, next: page.next };
    },

    /** What two have written to each other, the newest first. */
    async history(
      playerId: string,
      otherId: string,
      { cursor, limit }: PageRequest,
    ): Promise<Page<ChatMessage> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, bigRowKey);
      if (after instanceof Refused) return after;
      // Each side's along its index: those of both at once were looked for among everyone's.
      const sides = [
        { fromId: playerId, toId: otherId },
        { fromId: otherId, toId: playerId },
      ].map((side) =>
        prisma.message.findMany({
          where: { ...side, channel: 'direct', ...(after && { id: { lt: BigInt(after[0]) } }) },
          orderBy: { id: 'desc' },
          take: limit + 1,
          include: withNames,
        }),
      );
      const rows = (await Promise.all(sides)).flat().sort((a, b) => Number(b.id - a.id));
      return pageOf(rows.map(toMessage), limit, ({ id }) => [id]);
    },

    /** The player has read all up to this message; never less than before. */
    async read(playerId: string, otherId: string, upTo: string): Promise<undefined | Refused<'not-found'>> {
      const { rowCount } = await pool.query(
        `UPDATE conversations SET read_to = greatest(read_to, least($3::bigint, last_id))
         WHERE player_id = $1 AND other_id = $2`,
        [playerId, otherId, upTo],
      );
      return rowCount ? undefined : new Refused('not-found', 'You have not written to each other.');
    },
  };
}
