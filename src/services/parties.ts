// Parties: friends who queue as one. A party has a leader, who invites and queues; it ends when the leader leaves, and a
// player is in one at a time.

import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Database, Transaction } from '../db/client.ts';
import type { Prisma } from '../db/generated/client.ts';
import { areFriends } from './friends/between.ts';
import { holdPlayers } from './player-locks.ts';
import type { Pushes } from './pushes.ts';
import type { RateLimits } from './rate-limits.ts';
import { refusable, Refused } from './refused.ts';

const largest = 8;

export type Parties = ReturnType<typeof openParties>;
export type Party = ReturnType<typeof toParty>;

const whole = {
  members: { orderBy: { joinedAt: 'asc' }, include: { player: { select: { id: true, name: true } } } },
  invites: { orderBy: { createdAt: 'asc' }, include: { player: { select: { id: true, name: true } } } },
} as const satisfies Prisma.PartyInclude;

const none = new Refused('not-found', 'You are in no party.');
const notInvited = new Refused('not-found', 'You are not invited to this party.');

export function openParties(db: Database, pushes: Pushes, rateLimits: RateLimits) {
  const { prisma } = db;

  async function leave(
    playerId: string,
    isMeant?: (memberIds: readonly string[]) => boolean,
  ): Promise<undefined | Refused<'not-found'>> {
    const tell = await refusable(db, async (tx) => {
      await holdPlayers(tx, [playerId]);
      return (await leaveParty(tx, playerId, isMeant)) ?? none;
    });
    if (tell instanceof Refused) return tell;
    tell(pushes);
  }

  return {
    async get(playerId: string): Promise<Party | undefined> {
      const party = await partyOf(prisma, playerId);
      return party ? toParty(party) : undefined;
    },

    /** Those that a player is invited to; the newest first. */
    async invites(playerId: string) {
      // In one statement: between two of them the party may end.
      const { rows } = await db.pool.query<{ partyId: string; leaderId: string; invitedAt: Date }>(
        `SELECT party_id AS "partyId", leader_id AS "leaderId", invites.created_at AS "invitedAt"
         FROM party_invites AS invites JOIN parties ON parties.id = party_id
         WHERE player_id = $1 ORDER BY invites.created_at DESC LIMIT 100`,
        [playerId],
      );
      return rows;
    },

    /** The player's own, or a new one that the player leads. */
    async create(playerId: string): Promise<Party> {
      return refusable(db, async (tx) => {
        await holdPlayers(tx, [playerId]);
        const present = await partyOf(tx, playerId);
        if (present) return toParty(present);
        const data = { id: randomUUID(), leaderId: playerId, members: { create: { playerId } } };
        return toParty(await tx.party.create({ data, include: whole }));
      });
    },

    /** The leader invites a friend, who is told once. */
    async invite(
      leaderId: string,
      playerId: string,
    ): Promise<Party | Refused<'forbidden' | 'not-found' | 'not-together' | 'too-many-requests'>> {
      const refused = await rateLimits.refuse('invite', leaderId);
      if (refused) return refused;
      const done = await refusable(db, async (tx) => {
        await holdPlayers(tx, [leaderId, playerId]);
        const party = await holdPartyOf(tx, leaderId);
        if (!party) return none;
        if (party.leaderId !== leaderId) return new Refused('forbidden', 'It is the leader who invites.');
        if (!(await areFriends(tx, leaderId, playerId)))
          return new Refused('forbidden', 'Only friends can be invited.');
        const [members, invited] = [memberIds(party), party.invites.map((invite) => invite.playerId)];
        if ([...members, ...invited].includes(playerId)) return { party, isNew: false };
        if (members.length + invited.length >= largest) {
          return new Refused('not-together', `A party has at most ${largest} players, invited ones among them.`);
        }
        await tx.partyInvite.create({ data: { partyId: party.id, playerId } });
        return { party: await tx.party.findUniqueOrThrow({ where: { id: party.id }, include: whole }), isNew: true };
      });
      if (done instanceof Refused) return done;
      const { party, isNew } = done;
      if (isNew) pushes.send([playerId], { type: 'party.invited', partyId: party.id, leaderId });
      return toParty(party);
    },

    /** Whoever is invited would rather not; the leader is told. */
    async decline(playerId: string, partyId: string): Promise<undefined | Refused<'not-found'>> {
      const { count } = await prisma.partyInvite.deleteMany({ where: { partyId, playerId } });
      if (count === 0) return notInvited;
      const party = await prisma.party.findUnique({ where: { id: partyId } });
      if (party) pushes.send([party.leaderId], { type: 'party.changed', partyId });
    },

    /** The leader takes a member out, or an invitation back; who is taken out is told, as whoever stays. */
    async remove(leaderId: string, playerId: string): Promise<undefined | Refused<'forbidden' | 'not-found'>> {
      const tell = await refusable(db, async (tx) => {
        await holdPlayers(tx, [leaderId, playerId]);
        const party = await holdPartyOf(tx, leaderId);
        if (!party) return none;
        if (party.leaderId !== leaderId || playerId === leaderId) {
          return new Refused('forbidden', 'It is the leader who takes others out; oneself one leaves.');
        }
        const where = { partyId: party.id, playerId };
        const { count: invites } = await tx.partyInvite.deleteMany({ where });
        const { count: members } = await tx.partyMember.deleteMany({ where });
        if (invites + members === 0) return new Refused('not-found', 'This player is neither in it nor invited.');
        return members > 0 ? changed(tx, party) : tellOf(party.id, [playerId]);
      });
      if (tell instanceof Refused) return tell;
      tell(pushes);
    },

    /** Takes an invitation; who is in another party leaves that one first. */
    async join(playerId: string, partyId: string): Promise<Party | Refused<'not-found' | 'not-together'>> {
      const joined = await refusable(db, async (tx) => {
        await holdPlayers(tx, [playerId]);
        await tx.$queryRaw`SELECT FROM parties WHERE id = ${partyId}::uuid FOR UPDATE`;
        const { count } = await tx.partyInvite.deleteMany({ where: { partyId, playerId } });
        if (count === 0) return notInvited;
        const elsewhere = await tx.partyMember.findUnique({ where: { playerId } });
        if (elsewhere) return new Refused('not-together', 'You are in a party already: leave it first.');
        // Those who have blocked this player are not looked for: the answer would tell.
        if ((await tx.block.count({ where: { playerId, blocked: { party: { partyId } } } })) > 0) {
          return new Refused('not-together', 'You have blocked somebody in this party.');
        }
        await tx.partyMember.create({ data: { playerId, partyId } });
        const party = await tx.party.findUniqueOrThrow({ where: { id: partyId }, include: whole });
        return { party, tell: await changed(tx, party) };
      });
      if (joined instanceof Refused) return joined;
      joined.tell(pushes);
      return toParty(joined.party);
    },

    /** A party without its leader is none. */
    leave: (playerId: string): Promise<undefined | Refused<'not-found'>> => leave(playerId),

    /** The same, where the other one is in the same party. */
    async partFrom(playerId: string, otherId: string): Promise<void> {
      await leave(playerId, (members) => members.includes(otherId));
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

/**
 * Takes a player who is held out of their party, if they are in one that is meant. What it returns tells all who were in it,
 * to be called after the commit.
 */
export async function leaveParty(
  tx: Transaction,
  playerId: string,
  isMeant: (memberIds: readonly string[]) => boolean = () => true,
): Promise<Tell | undefined> {
  const party = await holdPartyOf(tx, playerId);
  if (!party || !isMeant(memberIds(party))) return undefined;
  if (party.leaderId === playerId) await tx.party.delete({ where: { id: party.id } });
  else await tx.partyMember.delete({ where: { playerId } });
  return changed(tx, party);
}

type Tell = (pushes: Pushes) => void;
type Whole = Prisma.PartyGetPayload<{ include: typeof whole }>;

const partyOf = (tx: Transaction, playerId: string): Promise<Whole | null> =>
  tx.party.findFirst({ where: { members: { some: { playerId } } }, include: whole });

/** Of a player who is held: the party as it is, and stays until the transaction ends. */
async function holdPartyOf(tx: Transaction, playerId: string): Promise<Whole | null> {
  await tx.$queryRaw`
    SELECT FROM parties WHERE id = (SELECT party_id FROM party_members WHERE player_id = ${playerId}::uuid) FOR UPDATE`;
  return partyOf(tx, playerId);
}

/** These members have no place in a queue any more: it was for the party as it was. Places come after the party. */
async function changed(tx: Transaction, party: Whole): Promise<Tell> {
  const ids = memberIds(party);
  await tx.$executeRaw`
    DELETE FROM queue_entries WHERE state = 'waiting' AND id IN (
      SELECT entry_id FROM queued_players WHERE player_id = ANY(${ids}::uuid[]))`;
  return tellOf(party.id, ids);
}

const tellOf =
  (partyId: string, playerIds: readonly string[]): Tell =>
  (pushes) =>
    pushes.send(playerIds, { type: 'party.changed', partyId });

/** Everyone in the party of a leader, for as long as the transaction lasts. */
export async function holdMembers(tx: pg.PoolClient, leaderId: string): Promise<string[]> {
  const { rows: held } = await tx.query<{ id: string }>(
    `SELECT id FROM parties WHERE leader_id = $1
       AND id = (SELECT party_id FROM party_members WHERE player_id = $1) FOR SHARE`,
    [leaderId],
  );
  const { rows } = await tx.query<{ playerId: string }>(
    'SELECT player_id AS "playerId" FROM party_members WHERE party_id = ANY($1)',
    [held.map(({ id }) => id)],
  );
  return rows.map(({ playerId }) => playerId);
}

const memberIds = ({ members }: { members: readonly { readonly playerId: string }[] }): string[] =>
  members.map(({ playerId }) => playerId);

function toParty({ id, leaderId, members, invites }: Whole) {
  const toRef = ({ player }: { player: { id: string; name: string } }) => ({ playerId: player.id, name: player.name });
  return { id, leaderId, members: members.map(toRef), invited: invites.map(toRef) };
}
