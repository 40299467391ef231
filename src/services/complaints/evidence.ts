// What goes with a complaint: the message that it is about with what was said before and after, as it was written. Only
// what the reporter could read: nobody looks into others' talk by reporting it.

import type { Database } from '../../db/client.ts';
import type { Prisma } from '../../db/generated/client.ts';
import { Refused } from '../refused.ts';

interface About {
  readonly playerId: string;
  readonly messageId?: string | undefined;
  readonly matchId?: string | undefined;
}

interface Evidence {
  readonly messages: Prisma.InputJsonValue[];
  readonly matchId?: string | null;
  readonly tick?: number | null;
}

const withOriginal = { original: true } as const;
type Message = Prisma.MessageGetPayload<{ include: typeof withOriginal }>;

/** Messages on either side of the one that is meant. */
const context = 10;
const unknown = new Refused('not-found', 'There is no such message of this player that you could read.');

export async function evidenceOf(
  prisma: Database['prisma'],
  reporterId: string,
  { playerId, messageId, matchId }: About,
): Promise<Evidence | Refused<'not-found'>> {
  if (messageId === undefined) return { messages: [] };
  const message = await prisma.message.findUnique({ where: { id: BigInt(messageId) }, include: withOriginal });
  if (!message || message.fromId !== playerId || !(await couldRead(prisma, reporterId, message))) return unknown;
  if (matchId !== undefined && message.matchId !== matchId) return unknown;
  const where = sameTalk(message);
  const around = [
    await prisma.message.findMany({
      where: { ...where, id: { lt: message.id } },
      orderBy: { id: 'desc' },
      take: context,
      include: withOriginal,
    }),
    [message],
    await prisma.message.findMany({
      where: { ...where, id: { gt: message.id } },
      orderBy: { id: 'asc' },
      take: context,
      include: withOriginal,
    }),
  ] as const;
  const messages = [...around[0].reverse(), ...around[1], ...around[2]].map(asWritten);
  return { messages, matchId: message.matchId, tick: message.tick };
}

/** One's own conversations, one's matches, and what is said among spectators. */
async function couldRead(prisma: Database['prisma'], readerId: string, message: Message): Promise<boolean> {
  if (message.channel === 'direct') return message.toId === readerId;
  if (message.channel === 'spectators') return true;
  const { matchId } = message;
  if ((await prisma.matchSeat.count({ where: { matchId: matchId!, playerId: readerId } })) > 0) return true;
  // Before a match has begun, whoever has spoken there was there.
  return (await prisma.message.count({ where: { matchId, channel: 'players', fromId: readerId } })) > 0;
}

function sameTalk({ channel, fromId, toId, matchId }: Message): Prisma.MessageWhereInput {
  if (channel !== 'direct') return { channel, matchId };
  return {
    channel,
    OR: [
      { fromId, toId },
      { fromId: toId!, toId: fromId },
    ],
  };
}

function asWritten({ id, fromId, text, original, emote, tick, at }: Message) {
  return { id: String(id), fromId, text: original?.text ?? text, emote, tick, at: at.toISOString() };
}
