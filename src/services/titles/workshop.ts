// What developers do with their titles: what is to change of them, keys for the servers, and whom they let in beside them.

import { z } from 'zod';
import type { Database } from '../../db/client.ts';
import type { Title } from '../../db/generated/client.ts';
import { record } from '../audit.ts';
import { pageOf, type PageRequest, readCursor } from '../page.ts';
import { Refused } from '../refused.ts';
import { asKeeper, type Keeper, refuseLastDeveloper, refuseStranger } from './developers.ts';
import { createKey, type NewKey, type TitleScope } from './keys.ts';

interface Developer {
  readonly playerId: string;
}

const mostKeys = 50;
const idKey = z.tuple([z.string()]);
const noKey = new Refused('not-found', 'The title has no such key in force.');

export function openWorkshop(db: Database) {
  const { prisma } = db;
  return {
    /** The titles that this player looks after; an admin: all. */
    async titles({ playerId }: Developer, { cursor, limit }: PageRequest) {
      const after = readCursor(cursor, idKey);
      if (after instanceof Refused) return after;
      const player = await prisma.player.findUnique({ where: { id: playerId }, select: { role: true } });
      const rows = await prisma.title.findMany({
        where: {
          ...(player?.role !== 'admin' && { developers: { some: { playerId } } }),
          ...(after && { id: { gt: after[0] } }),
        },
        orderBy: { id: 'asc' },
        take: limit + 1,
        include: { developers: { include: { player: { select: { id: true, name: true } } } } },
      });
      const titles = rows.map(({ developers, ...title }) => ({
        ...title,
        developers: developers.map(({ player }) => player),
      }));
      return pageOf(titles, limit, ({ id }) => [id]);
    },

    /** Scores that have been counted keep their points. */
    change: (
      titleId: string,
      { title, fullScore }: { readonly title?: string | undefined; readonly fullScore?: number | undefined },
      by: Developer,
    ): Promise<Title | Refused<'forbidden' | 'not-found'>> =>
      asKeeper(db, { gameId: titleId, by }, async (tx) => {
        const [changed] = await tx.title.updateManyAndReturn({ where: { id: titleId }, data: { title, fullScore } });
        if (!changed) return new Refused('not-found', 'Games of the house are changed in their code.');
        await record(tx, by, 'title.change', titleId, { renamed: title !== undefined, fullScore });
        return changed;
      }),

    /** An achievement that nobody has: whoever unlocks it meanwhile comes first, or finds it gone. */
    retire: (
      titleId: string,
      id: string,
      by: Keeper,
    ): Promise<undefined | Refused<'forbidden' | 'not-found' | 'unlocked'>> =>
      asKeeper(db, { gameId: titleId, by, scope: 'achievements' }, async (tx) => {
        await tx.$queryRaw`SELECT FROM titles WHERE id = ${titleId} FOR UPDATE`;
        if ((await tx.unlock.count({ where: { achievement: `${titleId}.${id}` } })) > 0) {
          return new Refused('unlocked', 'Players have unlocked it: it stays theirs.');
        }
        const { count } = await tx.titleAchievement.deleteMany({ where: { titleId, id } });
        if (count === 0) return new Refused('not-found', 'The title has no such achievement.');
        await record(tx, by, 'title.retire', titleId, { achievement: id });
      }),

    /** Without what they are: that was shown once. */
    async keys(titleId: string, by: Developer) {
      const refused = await refuseStranger(prisma, titleId, by);
      if (refused) return refused;
      const select = { id: true, scopes: true, createdAt: true, revokedAt: true };
      return { items: await prisma.titleKey.findMany({ where: { titleId }, orderBy: { createdAt: 'asc' }, select }) };
    },

    issue: (
      titleId: string,
      scopes: readonly TitleScope[],
      by: Developer,
    ): Promise<NewKey | Refused<'forbidden' | 'not-found' | 'storage-full'>> =>
      asKeeper(db, { gameId: titleId, by }, async (tx) => {
        if ((await tx.title.count({ where: { id: titleId } })) === 0) {
          return new Refused('not-found', 'Games of the house have no keys.');
        }
        if ((await tx.titleKey.count({ where: { titleId, ...valid() } })) >= mostKeys) {
          return new Refused('storage-full', `A title has ${mostKeys} keys at most: revoke those that nobody uses.`);
        }
        return createKey(tx, titleId, scopes, by);
      }),

    /** The key is worth nothing from the next request on. */
    revoke: (titleId: string, id: string, by: Developer): Promise<undefined | Refused<'forbidden' | 'not-found'>> =>
      asKeeper(db, { gameId: titleId, by }, async (tx) => {
        const data = { revokedAt: new Date() };
        const { count } = await tx.titleKey.updateMany({ where: { id, titleId, ...valid() }, data });
        if (count === 0) return noKey;
        await record(tx, by, 'key.revoke', id, { title: titleId });
      }),

    /** Another key in place of one, for the same; the old one goes on for so long. */
    rotate: (
      titleId: string,
      id: string,
      overlapSeconds: number,
      by: Developer,
    ): Promise<NewKey | Refused<'forbidden' | 'not-found'>> =>
      asKeeper(db, { gameId: titleId, by }, async (tx) => {
        const revokedAt = new Date(Date.now() + overlapSeconds * 1000);
        const where = { id, titleId, revokedAt: null };
        const [old] = await tx.titleKey.updateManyAndReturn({ where, data: { revokedAt } });
        if (!old) return noKey;
        const key = await createKey(tx, titleId, old.scopes, by);
        await record(tx, by, 'key.rotate', id, { title: titleId, to: key.id, revokedAt });
        return key;
      }),

    /** Lets another developer look after the title, too. */
    letIn: (
      titleId: string,
      playerId: string,
      by: Developer,
    ): Promise<undefined | Refused<'forbidden' | 'not-found'>> =>
      asKeeper(db, { gameId: titleId, by }, async (tx) => {
        const isTitle = (await tx.title.count({ where: { id: titleId } })) > 0;
        const developer = await tx.player.count({ where: { id: playerId, role: { in: ['developer', 'admin'] } } });
        if (!isTitle || developer === 0)
          return new Refused('not-found', 'There is no such developer, or no such title.');
        const { count } = await tx.titleDeveloper.createMany({ data: { titleId, playerId }, skipDuplicates: true });
        if (count > 0) await record(tx, by, 'title.let-in', titleId, { playerId });
      }),

    letOut: (
      titleId: string,
      playerId: string,
      by: Developer,
    ): Promise<undefined | Refused<'forbidden' | 'last-developer' | 'not-found'>> =>
      asKeeper(db, { gameId: titleId, by }, async (tx) => {
        // One after the other: two could let each other out.
        await tx.$queryRaw`SELECT FROM titles WHERE id = ${titleId} FOR NO KEY UPDATE`;
        const { count } = await tx.titleDeveloper.deleteMany({ where: { titleId, playerId } });
        if (count === 0) return new Refused('not-found', 'The title has no such developer.');
        const last = await refuseLastDeveloper(tx, [titleId]);
        if (last) return last;
        await record(tx, by, 'title.let-out', titleId, { playerId });
      }),
  };
}

/** A key may be revoked from a time to come on. */
const valid = () => ({ OR: [{ revokedAt: null }, { revokedAt: { gt: new Date() } }] });
