// Chat: what players say to each other, directly or in the channels of a match; kept, masked, and told at once.

import type { Database, Transaction } from '../../db/client.ts';
import type { Channel } from '../../db/generated/client.ts';
import type { Identity } from '../accounts/access-tokens.ts';
import type { Complaints } from '../complaints.ts';
import { areFriends, isBlocked } from '../friends/between.ts';
import type { Blocks } from '../friends/blocks.ts';
import type { Players } from '../players.ts';
import type { Pushes } from '../pushes.ts';
import type { RateLimits } from '../rate-limits.ts';
import { Refused } from '../refused.ts';
import type { Silences } from '../silences.ts';
import { type Place, readCommand, runCommand } from './commands.ts';
import { type ChatMessage, toMessage, withNames } from './messages.ts';
import { clean, mask, mostCharacters } from './text.ts';

export interface ChatParts {
  readonly blocks: Blocks;
  readonly complaints: Complaints;
  readonly players: Players;
  readonly pushes: Pushes;
  readonly rateLimits: RateLimits;
  readonly silences: Silences;
}

/** Where in a match something is said. */
export interface MatchChannel {
  readonly matchId: string;
  readonly channel: Exclude<Channel, 'direct'>;
}

/** What became of a line: it was said, or it was a command. */
export type Said = { readonly message: ChatMessage } | { readonly notice: string };

const historyLength = 50;

export function openChat({ prisma }: Database, parts: ChatParts) {
  const { blocks, pushes, rateLimits, silences } = parts;

  /** Runs commands; of all else, finds out whether it may be said, and how. */
  async function hear(
    text: string,
    by: Identity,
    place: Place,
  ): Promise<
    | { line: string; emote: boolean }
    | { notice: string }
    | Refused<'bad-command' | 'forbidden' | 'muted' | 'not-found' | 'not-sayable' | 'too-many-requests'>
  > {
    const line = clean(text);
    if (line === undefined) {
      return new Refused('not-sayable', `A message is 1 to ${mostCharacters} characters of plain text.`);
    }
    const refused = await rateLimits.refuse('chat', by.playerId);
    if (refused) return refused;
    const command = readCommand(line);
    if (command && command.name !== 'me') return runCommand(parts, command, by, place);
    if (command?.rest === '') return new Refused('not-sayable', '/me does what?');
    const silenced = await silences.refuse(by.playerId);
    if (silenced) return silenced;
    return { line: command?.rest ?? line.replace(/^\/\//, '/'), emote: command !== undefined };
  }

  return {
    /** Tells it to both, on all their devices. */
    async direct(
      by: Identity,
      toId: string,
      text: string,
    ): Promise<
      | Said
      | Refused<
          'bad-command' | 'forbidden' | 'muted' | 'not-found' | 'not-sayable' | 'too-many-requests' | 'unreachable'
        >
    > {
      const to = await prisma.player.findUnique({
        where: { id: toId, deletedAt: null, bot: false },
        select: { id: true, name: true, settings: true },
      });
      if (!to || toId === by.playerId) return new Refused('not-found', 'There is no such player to write to.');
      const heard = await hear(text, by, {
        people: async () => [to],
        lastOf: async (fromId) => lastId(await prisma.message.findFirst(lastFrom({ fromId, toId: by.playerId }))),
      });
      if (heard instanceof Refused || 'notice' in heard) return heard;
      if (!(await mayWrite(by.playerId, to.id, to.settings?.messages ?? 'everyone'))) return unreachable;
      const message = await prisma.$transaction(async (tx) => {
        const data = { channel: 'direct', fromId: by.playerId, toId, ...written(heard) } as const;
        const row = await tx.message.create({ data, include: withNames });
        await noteLast(tx, by.playerId, toId, row.id);
        return toMessage(row);
      });
      const { id, from, emote, text: masked, at } = message;
      const deaf = await blocks.deafTo(by.playerId, [toId]);
      const readers = deaf.has(toId) ? [by.playerId] : [by.playerId, toId];
      pushes.send(readers, { type: 'message', id, from, toId, emote, text: masked, at });
      return { message };
    },

    /** Whoever keeps the channel tells it to those who are in it; `tick` is how far the match is for the speaker. */
    async say(
      by: Identity,
      { matchId, channel }: MatchChannel,
      { tick, people }: { readonly tick: number; readonly people: Place['people'] },
      text: string,
    ): Promise<
      Said | Refused<'bad-command' | 'forbidden' | 'muted' | 'not-found' | 'not-sayable' | 'too-many-requests'>
    > {
      const heard = await hear(text, by, {
        ...{ people, matchId },
        lastOf: async (fromId) => lastId(await prisma.message.findFirst(lastFrom({ fromId, matchId, channel }))),
      });
      if (heard instanceof Refused || 'notice' in heard) return heard;
      const data = { channel, matchId, tick, fromId: by.playerId, ...written(heard) };
      return { message: toMessage(await prisma.message.create({ data, include: withNames })) };
    },

    /** The last ones, the oldest first. */
    async history({ matchId, channel }: MatchChannel): Promise<ChatMessage[]> {
      const rows = await prisma.message.findMany({
        where: { matchId, channel },
        orderBy: { id: 'desc' },
        take: historyLength,
        include: withNames,
      });
      return rows.map(toMessage).reverse();
    },
  };

  async function mayWrite(fromId: string, toId: string, audience: 'everyone' | 'friends' | 'nobody'): Promise<boolean> {
    if (await isBlocked(prisma, fromId, toId)) return false;
    return audience === 'friends' ? areFriends(prisma, toId, fromId) : audience === 'everyone';
  }
}

/** For both sides: this is the last message, unless a later one was quicker; whoever wrote it has read all up to it. */
async function noteLast(tx: Transaction, fromId: string, toId: string, id: bigint): Promise<void> {
  // In one order for both of them, whoever writes.
  await tx.$executeRaw`
    INSERT INTO conversations (player_id, other_id, last_id, read_to)
    SELECT player_id, other_id, ${id}::bigint, CASE WHEN player_id = ${fromId}::uuid THEN ${id}::bigint ELSE 0 END
    FROM (VALUES (${fromId}::uuid, ${toId}::uuid), (${toId}::uuid, ${fromId}::uuid)) AS sides (player_id, other_id)
    ORDER BY player_id
    ON CONFLICT (player_id, other_id) DO UPDATE SET last_id = greatest(conversations.last_id, excluded.last_id),
      read_to = greatest(conversations.read_to, excluded.read_to)`;
}

/** DECISION: the same for a block and for a setting, so that nobody learns that they are blocked. */
const unreachable = new Refused('unreachable', 'This player takes no messages from you.');

function written({ line, emote }: { line: string; emote: boolean }) {
  const text = mask(line);
  return { text, emote, ...(text !== line && { original: { create: { text: line } } }) };
}

const lastFrom = <Where>(where: Where) => ({ where, orderBy: { id: 'desc' }, select: { id: true } }) as const;
const lastId = (row: { id: bigint } | null): string | undefined => (row ? String(row.id) : undefined);
