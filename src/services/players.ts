// A player: as others see them, and as they see themselves.

import type { Database, Transaction } from '../db/client.ts';
import type { Role } from '../db/generated/client.ts';
import { type Actor, record } from './audit.ts';
import { inForce } from './accounts/bans.ts';
import { moveRegion } from './boards/place.ts';
import { inPrisma } from './boards/run.ts';
import { refusable, Refused } from './refused.ts';
import type { EmailSeal } from './accounts/sealed-email.ts';
import { toStanding } from './ladders/standing.ts';
import { holdTitles, refuseLastDeveloper } from './titles/developers.ts';

export type { Role };
export type Players = ReturnType<typeof openPlayers>;

interface Changes {
  readonly name?: string | undefined;
  /** Null: none. */
  readonly region?: string | null | undefined;
}

export function openPlayers(db: Database, seal: EmailSeal) {
  /** What only the player sees. */
  async function own(id: string) {
    const player = await db.prisma.player.findUnique({ where: { id }, include: { account: true } });
    if (!player) return undefined;
    const { name, guest, role, region, createdAt, account } = player;
    return { id, name, guest, role, region, email: account && seal.open(id, account), createdAt };
  }

  return {
    async get(id: string) {
      const player = await db.prisma.player.findUnique({
        where: { id },
        include: { ratings: { orderBy: [{ game: 'asc' }, { mode: 'asc' }, { season: 'desc' }] } },
      });
      if (!player) return undefined;
      const ratings = player.ratings.map((row) => {
        return { game: row.game, mode: row.mode, season: row.season, ...toStanding(row) };
      });
      const { name, guest, bot, createdAt } = player;
      return { id, name, guest, bot, createdAt, ratings };
    },

    own,

    /** What is left out stays. Who moves to another region stands on its boards from now on. */
    async change(id: string, { name, region }: Changes) {
      await db.prisma.$transaction(async (tx) => {
        if (region !== undefined) await moveRegion(inPrisma(tx), id, region);
        if (name !== undefined) await tx.player.updateMany({ where: { id, deletedAt: null }, data: { name } });
      });
      return own(id);
    },

    /** What the player may do now, whatever was so when their token was made. */
    async role(id: string): Promise<Role | undefined> {
      const where = { id, deletedAt: null, bans: { none: inForce() } };
      return (await db.prisma.player.findUnique({ where, select: { role: true } }))?.role;
    },

    setRole: (id: string, role: Role, by: Actor) => setRole(db, id, role, by),
  };
}

const able = () => ({ role: 'admin' as const, deletedAt: null, bans: { none: inForce() } });

/**
 * Roles are for accounts: a guest's is lost with its token. Nobody gives or takes their own, so that an admin is left, and
 * who gives one is an admin still. No title loses its last developer by it, but for the operator, who can do anything.
 */
export function setRole(
  db: Database,
  id: string,
  role: Role,
  by: Actor,
): Promise<undefined | Refused<'forbidden' | 'last-developer' | 'not-found'>> {
  return refusable(db, async (tx) => {
    const adminId = by !== 'operator' && 'playerId' in by ? by.playerId : undefined;
    if (adminId === id) {
      return new Refused('forbidden', 'Your own role is for another admin, or for `arbiter role` on the server.');
    }
    const titles = adminId === undefined ? [] : await holdTitles(tx, id);
    const both = [id, ...(adminId === undefined ? [] : [adminId])];
    await tx.$queryRaw`SELECT FROM players WHERE id = ANY(${both}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
    if (adminId !== undefined && (await tx.player.count({ where: { id: adminId, ...able() } })) === 0) {
      return new Refused('forbidden', 'This is for the role admin.');
    }
    const { count } = await tx.player.updateMany({ where: { id, guest: false, deletedAt: null }, data: { role } });
    if (count === 0) return new Refused('not-found', 'There is no such player with an account.');
    const last = await refuseLastDeveloper(tx, titles);
    if (last) return last;
    await record(tx, by, 'player.role', id, { role });
  });
}

/** Holds all admins before one of them goes: of two who go at once, the second sees that the first has gone. */
export async function holdAdmins(tx: Transaction, playerId: string): Promise<void> {
  if ((await tx.player.count({ where: { id: playerId, role: 'admin' } })) === 0) return;
  await tx.$queryRaw`SELECT FROM players WHERE role = 'admin' ORDER BY id FOR NO KEY UPDATE`;
}

/** Before a player goes, who is held: the last admin stays. */
export async function refuseLastAdmin(tx: Transaction, playerId: string): Promise<undefined | Refused<'last-admin'>> {
  const isAdmin = (await tx.player.count({ where: { id: playerId, role: 'admin' } })) > 0;
  if (!isAdmin || (await tx.player.count({ where: { id: { not: playerId }, ...able() } })) > 0) return undefined;
  return new Refused('last-admin', 'Nobody could give roles any more: make another player an admin first.');
}
