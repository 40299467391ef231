// The part of a player's data that is about them and others: friends, what was said, what is told and reported.

import { aboutsOf } from '../friends/abouts.ts';
import type { Database, Transaction } from '../../db/client.ts';

/** By the tables' own names; of others it tells no more than the player knows. */
export async function exportSocial({ prisma }: Database, playerId: string) {
  const told = await prisma.player.findUniqueOrThrow({
    where: { id: playerId },
    select: {
      settings: { omit: { playerId: true } },
      friends: { omit: { playerId: true } },
      asked: { omit: { fromId: true } },
      askedBy: { omit: { toId: true } },
      blocks: { omit: { playerId: true } },
      mutes: { omit: { playerId: true } },
      notifications: { omit: { playerId: true } },
      sent: { omit: { fromId: true }, include: { original: { select: { text: true } } }, orderBy: { id: 'asc' } },
      received: { omit: { toId: true }, orderBy: { id: 'asc' } },
      conversations: { omit: { playerId: true }, orderBy: { lastId: 'asc' } },
      silences: { omit: { playerId: true, byId: true, liftedById: true } },
      complaints: { omit: { reporterId: true, evidence: true, takenById: true, remark: true } },
      unlockLinks: { omit: { playerId: true } },
    },
  });
  // Numbers that JSON does not have.
  return {
    ...told,
    notifications: told.notifications.map(withTextId),
    sent: told.sent.map(withTextId),
    received: told.received.map(withTextId),
    conversations: told.conversations.map(({ otherId, lastId, readTo }) => {
      return { otherId, lastId: String(lastId), readTo: String(readTo) };
    }),
    complaints: told.complaints.map((row) => ({ ...row, messageId: row.messageId?.toString() ?? null })),
  };
}

const withTextId = <Row extends { id: bigint }>(row: Row) => ({ ...row, id: String(row.id) });

/** Holds what is reported by the player, of them, or with words of theirs. To be held before any player, as by who resolves it. */
export async function holdComplaints(tx: Transaction, playerId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM complaints WHERE player_id = ${playerId}::uuid OR reporter_id = ${playerId}::uuid
      OR evidence @> ${JSON.stringify([{ fromId: playerId }])}::jsonb
    ORDER BY id FOR UPDATE`;
}

/** What was said goes on both sides, and so does what was reported. A moderator's mute stays, as a ban does. */
export async function eraseSocial(tx: Transaction, playerId: string): Promise<void> {
  const [own, others] = [{ playerId }, { OR: [{ playerId }, { otherId: playerId }] }];
  await tx.message.deleteMany({ where: { OR: [{ fromId: playerId }, { toId: playerId }] } });
  await tx.conversation.deleteMany({ where: others });
  await tx.complaint.deleteMany({ where: { OR: [{ playerId }, { reporterId: playerId }] } });
  await tx.$executeRaw`
    UPDATE complaints SET evidence = (
      SELECT coalesce(jsonb_agg(said), '[]') FROM jsonb_array_elements(evidence) AS said WHERE said ->> 'fromId' <> ${playerId})
    WHERE evidence @> ${JSON.stringify([{ fromId: playerId }])}::jsonb`;
  await tx.friend.deleteMany({ where: { OR: [{ playerId }, { friendId: playerId }] } });
  await tx.friendRequest.deleteMany({ where: { OR: [{ fromId: playerId }, { toId: playerId }] } });
  await tx.block.deleteMany({ where: { OR: [{ playerId }, { blockedId: playerId }] } });
  await tx.mute.deleteMany({ where: { OR: [{ playerId }, { mutedId: playerId }] } });
  // Others' notifications tell the name.
  await tx.notification.deleteMany({ where: { OR: [own, { about: { in: aboutsOf(playerId) } }] } });
  await tx.pushSubscription.deleteMany({ where: own });
  await tx.settings.deleteMany({ where: own });
  await tx.unlockLink.deleteMany({ where: own });
}
