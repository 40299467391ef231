// Links to a page that shows an unlock: made by whose it is, open to whoever has one.

import { randomBytes } from 'node:crypto';
import { achievementById } from '../achievements/index.ts';
import type { Face } from '../achievements/kit.ts';
import type { Database } from '../db/client.ts';
import { linkIdPattern } from './links.ts';
import { Refused } from './refused.ts';

/** 128 random bits in base64url. */
const idBytes = 16;

/** What the page shows. */
export interface SharedUnlock {
  readonly id: string;
  readonly playerName: string;
  readonly unlockedAt: Date;
  readonly achievement: Pick<Face, 'title' | 'description' | 'tier' | 'points'>;
}

export function openUnlockLinks({ prisma }: Database) {
  async function faceOf(id: string): Promise<SharedUnlock['achievement'] | undefined> {
    const [titleId, ownId] = id.split('.');
    if (ownId === undefined) return achievementById(id);
    const where = { titleId_id: { titleId: titleId!, id: ownId } };
    return (await prisma.titleAchievement.findUnique({ where })) ?? undefined;
  }

  return {
    /** There is one for each unlock. */
    async create(playerId: string, achievement: string): Promise<{ id: string; url: string } | Refused<'not-found'>> {
      const where = { playerId_achievement: { playerId, achievement } };
      if (!(await prisma.unlock.findUnique({ where }))) {
        return new Refused('not-found', 'You have not unlocked this.');
      }
      const made = { id: randomBytes(idBytes).toString('base64url'), playerId, achievement };
      await prisma.unlockLink.createMany({ data: [made], skipDuplicates: true });
      const { id } = (await prisma.unlockLink.findUnique({ where })) ?? made;
      return { id, url: `/u/${id}` };
    },

    /** Undefined for none, or where the unlock has been taken back. */
    async get(id: string): Promise<SharedUnlock | undefined> {
      if (!linkIdPattern.test(id)) return undefined;
      const link = await prisma.unlockLink.findUnique({ where: { id }, include: { player: true } });
      if (!link) return undefined;
      const { playerId, achievement, player } = link;
      const unlock = await prisma.unlock.findUnique({ where: { playerId_achievement: { playerId, achievement } } });
      const face = await faceOf(achievement);
      if (!unlock || !face) return undefined;
      return { id, playerName: player.name, unlockedAt: unlock.unlockedAt, achievement: face };
    },

    async revoke(id: string, playerId: string): Promise<undefined | Refused<'not-found'>> {
      const { count } = await prisma.unlockLink.deleteMany({ where: { id, playerId } });
      return count > 0 ? undefined : new Refused('not-found', 'You have made no such link.');
    },
  };
}
