// Players as staff see them, and what staff do to them beside bans (bans.ts).

import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { Identity } from './accounts/access-tokens.ts';
import { record } from './audit.ts';
import { inForce, refuseRank } from './accounts/bans.ts';
import type { Credentials } from './accounts/credentials.ts';
import { endSessions, goingOn } from './accounts/end-sessions.ts';
import { before, pageOf, type PageRequest, readCursor } from './page.ts';
import { refusable, Refused } from './refused.ts';
import type { Revocations } from './accounts/revocations.ts';

const nameKey = z.tuple([z.string(), z.uuid()]);

export interface NameSearch extends PageRequest {
  /** How the name begins; upper and lower case are one. */
  readonly name: string;
}

export function openModeration(db: Database, credentials: Credentials, revocations: Revocations) {
  const { prisma } = db;

  async function get(id: string) {
    const player = await prisma.player.findUnique({
      where: { id },
      include: {
        sessions: {
          where: goingOn(),
          orderBy: { refreshedAt: 'desc' },
          select: { id: true, device: true, createdAt: true, refreshedAt: true, expiresAt: true },
        },
        bans: { orderBy: { createdAt: 'desc' }, omit: { playerId: true } },
        silences: { orderBy: { createdAt: 'desc' }, omit: { playerId: true } },
        cases: { orderBy: { id: 'desc' }, take: 100, omit: { evidence: true, playerId: true } },
      },
    });
    if (!player) return undefined;
    const { name, guest, bot, role, region, createdAt, deletedAt, sessions, bans, cases } = player;
    const mutes = player.silences.map(({ byId, ...silence }) => ({ ...silence, mutedById: byId }));
    return { id, name, guest, bot, role, region, createdAt, deletedAt, sessions, bans, mutes, cases };
  }

  return {
    get,

    /** By name, then id; those that are gone are not there. */
    async find({ name, cursor, limit }: NameSearch) {
      const after = readCursor(cursor, nameKey);
      if (after instanceof Refused) return after;
      const { rows } = await db.pool.query<{ id: string; name: string; guest: boolean; bot: boolean; low: string }>(
        `SELECT id, name, guest, bot, created_at AS "createdAt", lower(name) COLLATE "C" AS low FROM players
         WHERE lower(name) LIKE lower($1) AND deleted_at IS NULL
           AND ($2::text IS NULL OR (lower(name) COLLATE "C", id) > ($2, $3::uuid))
         ORDER BY lower(name) COLLATE "C", id LIMIT $4`,
        [`${name.replace(/[\\%_]/g, String.raw`\$&`)}%`, after?.[0], after?.[1], limit + 1],
      );
      return pageOf(rows, limit, ({ low, id }) => [low, id]);
    },

    /** That somebody looks an address up is written down, found or not; the address is not. */
    async findByEmail(email: string, by: Identity) {
      const account = await credentials.find(email);
      await record(prisma, by, 'player.look-up', account?.playerId ?? 'nobody');
      return account ? get(account.playerId) : undefined;
    },

    /** Signs a player out everywhere. */
    async signOut(playerId: string, by: Identity): Promise<undefined | Refused<'forbidden' | 'not-found'>> {
      const ended = await refusable(db, async (tx) => {
        const refused = await refuseRank(tx, playerId, by);
        if (refused) return refused;
        const sessions = await endSessions(tx, playerId, 'signed_out');
        await record(tx, by, 'player.sign-out', playerId, { sessions: sessions.length });
        return sessions;
      });
      if (ended instanceof Refused) return ended;
      revocations.note(ended);
    },

    /** Gives a player another name; rooms know it from the next access token on. */
    rename: (playerId: string, name: string, by: Identity): Promise<undefined | Refused<'forbidden' | 'not-found'>> =>
      refusable(db, async (tx) => {
        const refused = await refuseRank(tx, playerId, by);
        if (refused) return refused;
        await tx.player.update({ where: { id: playerId }, data: { name } });
        await record(tx, by, 'player.rename', playerId);
      }),

    /** Of those who are banned now, the latest first. */
    async banned({ cursor, limit }: PageRequest) {
      const further = before('createdAt', cursor);
      if (further instanceof Refused) return further;
      const bans = await prisma.ban.findMany({
        where: { AND: [inForce(), further ?? {}] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        include: { player: { select: { id: true, name: true } } },
      });
      return pageOf(bans, limit, ({ createdAt, id }) => [createdAt, id]);
    },
  };
}
