// Whom a player does not want to hear of (blocks), or only does not want to read (mutes). The other one is told neither.

import type { Database } from '../../db/client.ts';
import { forget } from '../notifications.ts';
import type { PageRequest } from '../page.ts';
import type { Parties } from '../parties.ts';
import { holdPlayers } from '../player-locks.ts';
import { refusable, Refused } from '../refused.ts';
import { aboutsOf } from './abouts.ts';
import { dropRequests, part } from './between.ts';
import { listOf } from './lists.ts';

export type Blocks = ReturnType<typeof openBlocks>;

const most = 1_000;
const nobody = new Refused('not-found', 'There is no such player.');
const full = new Refused('forbidden', `These lists have room for ${most} players.`);
const notThere = new Refused('not-found', 'This player is not on the list.');

export function openBlocks(db: Database, parties: Pick<Parties, 'partFrom'>) {
  const { prisma } = db;
  return {
    /** Ends a friendship and what was asked, both ways, and leaves a party in which both are. */
    async block(playerId: string, blockedId: string): Promise<undefined | Refused<'forbidden' | 'not-found'>> {
      const refused = await refusable(db, async (tx) => {
        if (playerId === blockedId || !(await holdPlayers(tx, [playerId, blockedId])).has(blockedId)) return nobody;
        if ((await tx.block.count({ where: { playerId } })) >= most) return full;
        await part(tx, playerId, blockedId);
        await dropRequests(tx, playerId, blockedId);
        await forget(tx, [playerId], aboutsOf(blockedId));
        await tx.block.createMany({ data: [{ playerId, blockedId }], skipDuplicates: true });
        return undefined;
      });
      if (refused) return refused;
      await parties.partFrom(playerId, blockedId);
    },

    async unblock(playerId: string, blockedId: string): Promise<undefined | Refused<'not-found'>> {
      const { count } = await prisma.block.deleteMany({ where: { playerId, blockedId } });
      return count > 0 ? undefined : notThere;
    },

    blocks: (playerId: string, request: PageRequest) => listOf(db, 'blocks', playerId, request),

    mute: (playerId: string, mutedId: string): Promise<undefined | Refused<'forbidden' | 'not-found'>> =>
      refusable(db, async (tx) => {
        if (playerId === mutedId || !(await holdPlayers(tx, [playerId, mutedId])).has(mutedId)) return nobody;
        if ((await tx.mute.count({ where: { playerId } })) >= most) return full;
        await tx.mute.createMany({ data: [{ playerId, mutedId }], skipDuplicates: true });
        return undefined;
      }),

    async unmute(playerId: string, mutedId: string): Promise<undefined | Refused<'not-found'>> {
      const { count } = await prisma.mute.deleteMany({ where: { playerId, mutedId } });
      return count > 0 ? undefined : notThere;
    },

    mutes: (playerId: string, request: PageRequest) => listOf(db, 'mutes', playerId, request),

    /** Of these, those whom this player does not want to read. */
    async ignoredBy(playerId: string, authorIds: readonly string[]): Promise<ReadonlySet<string>> {
      const authors = { in: [...authorIds] };
      const [muted, blocked] = await Promise.all([
        prisma.mute.findMany({ where: { playerId, mutedId: authors } }),
        prisma.block.findMany({ where: { playerId, blockedId: authors } }),
      ]);
      return new Set([...muted.map((row) => row.mutedId), ...blocked.map((row) => row.blockedId)]);
    },

    /** Of these, those who do not want to read what this player says. */
    async deafTo(playerId: string, readerIds: readonly string[]): Promise<ReadonlySet<string>> {
      const readers = { in: [...readerIds] };
      const [muted, blocked] = await Promise.all([
        prisma.mute.findMany({ where: { playerId: readers, mutedId: playerId } }),
        prisma.block.findMany({ where: { playerId: readers, blockedId: playerId } }),
      ]);
      return new Set([...muted, ...blocked].map((row) => row.playerId));
    },
  };
}
