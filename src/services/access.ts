// Who may see a match: everyone, or where it is private its players, staff, and whoever has a link of one of those. The
// only place that knows; whatever shows a match asks here.

import type { Database, Transaction } from '../db/client.ts';
import type { MatchLink, Prisma } from '../db/generated/client.ts';
import { record } from './audit.ts';
import { inForce } from './accounts/bans.ts';
import { Refused } from './refused.ts';

export interface Viewer {
  /** Undefined: nobody is signed in. */
  readonly playerId?: string | undefined;
  /** The id of a share link (links.ts). */
  readonly link?: string | undefined;
}

/** `private`: this viewer may see what others may not. */
export type Sight = 'public' | 'private' | Refused<'link-expired' | 'private-match'>;

export const privateMatch = new Refused(
  'private-match',
  'This match is private: its players see it once they are signed in, others by a link of theirs.',
);

const linkExpired = new Refused('link-expired', 'This link has expired, or was revoked: ask for another one.');

export type Access = ReturnType<typeof openAccess>;

export function openAccess(db: Database) {
  const { prisma } = db;

  /** For all who watch a match at once; in their order. Undefined where there is no such match. */
  async function lookAll(matchId: string, viewers: readonly Viewer[]): Promise<readonly Sight[] | undefined> {
    const match = await prisma.match.findUnique({ where: { id: matchId }, select: { private: true } });
    if (!match) return undefined;
    if (!match.private) return viewers.map(() => 'public');
    const shown = viewers.flatMap(({ link }) => link ?? []);
    const links = await prisma.matchLink.findMany({ where: { matchId, id: { in: shown } } });
    const players = [...viewers.flatMap(({ playerId }) => playerId ?? []), ...links.map(({ playerId }) => playerId)];
    const insiders = await insidersOf(db, matchId, players);
    return viewers.map((viewer) => {
      if (viewer.playerId !== undefined && insiders.has(viewer.playerId)) return 'private';
      const link = links.find(({ id }) => id === viewer.link);
      // While a match is public strangers make links, too: those open nothing once it is private.
      if (!link || !insiders.has(link.playerId)) return privateMatch;
      return whyOver(link) ?? 'private';
    });
  }

  return {
    lookAll,

    async look(matchId: string, viewer: Viewer): Promise<Sight | undefined> {
      return (await lookAll(matchId, [viewer]))?.[0];
    },

    /** Makes a match private, or public again: its players' business, each for all of them, and staff's. */
    async setPrivate(matchId: string, playerId: string, isPrivate: boolean) {
      if (!(await prisma.match.findUnique({ where: { id: matchId }, select: { id: true } }))) return undefined;
      if (!(await insidersOf(db, matchId, [playerId])).has(playerId)) {
        return new Refused('forbidden', 'Who may see a match is for its players to say.');
      }
      return prisma.$transaction(async (tx) => {
        const data = { private: isPrivate };
        const changed = await tx.match.update({ where: { id: matchId }, data, select: { private: true } });
        if (await isAsStaff(tx, matchId, playerId)) await record(tx, { playerId }, 'match.privacy', matchId, changed);
        return changed;
      });
    },
  };
}

/** The refusal of a link that opens nothing any more. */
export function whyOver({
  expiresAt,
  revokedAt,
}: Pick<MatchLink, 'expiresAt' | 'revokedAt'>): Refused<'link-expired'> | undefined {
  return revokedAt || (expiresAt && expiresAt.getTime() <= Date.now()) ? linkExpired : undefined;
}

/** Of all matches, those that lists may name to this player, or where it is undefined to strangers. */
export async function visibleTo({ prisma }: Database, playerId: string | undefined): Promise<Prisma.MatchWhereInput> {
  if (playerId === undefined) return { private: false };
  if (await prisma.player.findFirst({ where: { id: playerId, ...isStaff() } })) return {};
  return { OR: [{ private: false }, { seats: { some: { playerId } } }] };
}

/** Of these matches, the private ones of which this player, or where it is undefined a stranger, may not be told. */
export async function hiddenFrom(
  db: Database,
  playerId: string | undefined,
  matchIds: readonly (string | null)[],
): Promise<ReadonlySet<string | null>> {
  const listed = (where: Prisma.MatchWhereInput) => db.prisma.match.findMany({ where, select: { id: true } });
  const id = { in: matchIds.filter((each) => each !== null) };
  const hidden = new Set((await listed({ id, private: true })).map((match) => match.id));
  if (hidden.size === 0) return hidden;
  const seen = await listed({ AND: [{ id: { in: [...hidden] } }, await visibleTo(db, playerId)] });
  for (const match of seen) hidden.delete(match.id);
  return hidden;
}

/** Of these players, those who sat in the match, and staff. */
async function insidersOf({ prisma }: Database, matchId: string, ids: string[]): Promise<ReadonlySet<string>> {
  const where = { id: { in: ids }, OR: [{ seats: { some: { matchId } } }, isStaff()] };
  return new Set((await prisma.player.findMany({ where, select: { id: true } })).map(({ id }) => id));
}

/** Whether what this player may do with the match is theirs as staff: they have not played it themselves. */
export const isAsStaff = async (tx: Transaction, matchId: string, playerId: string): Promise<boolean> =>
  (await tx.player.count({ where: { id: playerId, ...isStaff(), seats: { none: { matchId } } } })) > 0;

const isStaff = () =>
  ({
    role: { in: ['moderator', 'admin'] },
    deletedAt: null,
    bans: { none: inForce() },
  }) satisfies Prisma.PlayerWhereInput;
