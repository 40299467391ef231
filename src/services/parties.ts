// Parties: friends who queue as one. A party has a leader, who invites and queues; it ends when the leader leaves, and a
// player is in one at a time.

import { randomUUID } from 'node:crypto';
import type { Database } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { Pushes } from './pushes.ts';
import { refusable, Refused } from './refused.ts';

const largest = 8;

export type Parties = ReturnType<typeof openParties>;
export type Party = ReturnType<typeof toParty>;

const whole = {
  members: { orderBy: { joinedAt: 'asc' }, include: { player: { select: { id: true, name: true } } } },
  invites: { orderBy: { createdAt: 'asc' }, include: { player: { select: { id: true, name: true } } } },
} as const satisfies Prisma.PartyInclude;

const none = new Refused('not-found', 'You are in no party.');

export function openParties(db: Database, pushes: Pushes) {
  const { prisma } = db;
  const partyOf = (tx: Prisma.TransactionClient, playerId: string) =>
    tx.party.findFirst({ where: { members: { some: { playerId } } }, include: whole });

  /** Whom a change concerns is told, and has no place in a queue any more: it was for the party as it was. */
  async function changed(partyId: string, playerIds: readonly string[]): Promise<void> {
    await db.pool.query(
      `DELETE FROM queue_entries WHERE state = 'waiting' AND id IN (
         SELECT entry_id FROM queued_players WHERE player_id = ANY($1))`,
      [playerIds],
    );
    pushes.send(playerIds, { type: 'party.changed', partyId });
  }

  return {
    async get(playerId: string): Promise<Party | undefined> {
      const party = await partyOf(prisma, playerId);
      return party ? toParty(party) : undefined;
    },

    /** Those that a player is invited to; the newest first. */
    async invites(playerId: string) {
      const where = { playerId };
      const found = await prisma.partyInvite.findMany({
        where,
        orderBy: { createdAt: 'desc' },
        take: 100,
        include: { party: true },
      });
      return found.map(({ partyId, createdAt, party: { leaderId } }) => ({ partyId, leaderId, invitedAt: createdAt }));
    },

    /** The player's own, or a new one that the player leads. */
    async create(playerId: string): Promise<Party> {
      const present = await partyOf(prisma, playerId);
      if (present) return toParty(present);
      const data = { id: randomUUID(), leaderId: playerId, members: { create: { playerId } } };
      return toParty(await prisma.party.create({ data, include: whole }));
    },

    /** The leader invites a friend. */
    async invite(
      leaderId: string,
      playerId: string,
    ): Promise<Party | Refused<'forbidden' | 'not-found' | 'not-together'>> {
      const party = await partyOf(prisma, leaderId);
      if (!party) return none;
      if (party.leaderId !== leaderId) return new Refused('forbidden', 'It is the leader who invites.');
      const friend = await prisma.friend.count({ where: { playerId: leaderId, friendId: playerId } });
      if (friend === 0) return new Refused('forbidden', 'Only friends can be invited.');
      if (party.members.length + party.invites.length >= largest) {
        return new Refused('not-together', `A party has at most ${largest} players, invited ones among them.`);
      }
      const invite = { partyId: party.id, playerId };
      if (!party.members.some((member) => member.playerId === playerId)) {
        await prisma.partyInvite.upsert({ where: { partyId_playerId: invite }, create: invite, update: {} });
        pushes.send([playerId], { type: 'party.invited', partyId: party.id, leaderId });
      }
      return toParty(await prisma.party.findUniqueOrThrow({ where: { id: party.id }, include: whole }));
    },

    /** Takes an invitation; who is in another party leaves that one first. */
    async join(playerId: string, partyId: string): Promise<Party | Refused<'not-found' | 'not-together'>> {
      const joined = await refusable(db, async (tx) => {
        const { count } = await tx.partyInvite.deleteMany({ where: { partyId, playerId } });
        if (count === 0) return new Refused('not-found', 'You are not invited to this party.');
        const elsewhere = await tx.partyMember.findUnique({ where: { playerId } });
        if (elsewhere) return new Refused('not-together', 'You are in a party already: leave it first.');
        await tx.partyMember.create({ data: { playerId, partyId } });
        return toParty(await tx.party.findUniqueOrThrow({ where: { id: partyId }, include: whole }));
      });
      if (!(joined instanceof Refused)) await changed(partyId, memberIds(joined));
      return joined;
    },

    /** A party without its leader is none. */
    async leave(playerId: string): Promise<undefined | Refused<'not-found'>> {
      const party = await partyOf(prisma, playerId);
      if (!party) return none;
      if (party.leaderId === playerId) await prisma.party.deleteMany({ where: { id: party.id } });
      else await prisma.partyMember.deleteMany({ where: { playerId, partyId: party.id } });
      await changed(party.id, memberIds(party));
    },

    /** Everyone for whom a leader may queue. */
    async membersFor(leaderId: string): Promise<string[] | Refused<'forbidden' | 'not-found'>> {
      const party = await partyOf(prisma, leaderId);
      if (!party) return none;
      return party.leaderId === leaderId
        ? memberIds(party)
        : new Refused('forbidden', 'It is the leader who queues for the party.');
    },
  };
}

const memberIds = ({ members }: { members: readonly { readonly playerId: string }[] }): string[] =>
  members.map(({ playerId }) => playerId);

function toParty({ id, leaderId, members, invites }: Prisma.PartyGetPayload<{ include: typeof whole }>) {
  const toRef = ({ player }: { player: { id: string; name: string } }) => ({ playerId: player.id, name: player.name });
  return { id, leaderId, members: members.map(toRef), invited: invites.map(toRef) };
}
