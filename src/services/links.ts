// Share links: ids that can't be guessed, each for a match at a moment of it, until they expire or are revoked. What they
// open is decided in access.ts.

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../db/client.ts';
import type { MatchLink } from '../db/generated/client.ts';
import { type Access, isAsStaff, privateMatch, whyOver } from './access.ts';
import { record } from './audit.ts';
import { type Page, pageOf, type PageRequest, readCursor, timeKey } from './page.ts';
import { holdPlayers } from './player-locks.ts';
import { refusable, Refused } from './refused.ts';

/** 128 random bits in base64url. */
const idBytes = 16;
export const linkIdPattern = /^[\w-]{22}$/;
/** Of one player to one match, that still open it. */
const mostOpen = 100;

const linkKeys = z.tuple([timeKey.transform((text) => new Date(text)), z.string().regex(linkIdPattern)]);

/** What a viewer opens a match with; left out, it is up to the viewer. */
export interface Moment {
  readonly t?: number | null | undefined;
  readonly pov?: number | null | undefined;
  readonly speed?: number | null | undefined;
}

export interface LinkOrder extends Moment {
  /** Undefined: it does not expire. */
  readonly expiresInSeconds?: number | undefined;
}

export type Link = ReturnType<typeof toLink>;

export function openLinks(db: Database, access: Access) {
  const { prisma } = db;
  return {
    /** Who sees the match may share it; of a private one that holds only without a link of another's. */
    async create(
      matchId: string,
      playerId: string,
      order: LinkOrder,
    ): Promise<Link | Refused<'forbidden' | 'private-match'> | undefined> {
      const sight = await access.look(matchId, { playerId });
      if (sight === undefined) return undefined;
      // Nobody has shown a link that could have expired.
      if (sight instanceof Refused) return privateMatch;
      const { expiresInSeconds, ...moment } = order;
      const expiresAt = expiresInSeconds === undefined ? null : new Date(Date.now() + expiresInSeconds * 1000);
      const id = randomBytes(idBytes).toString('base64url');
      return refusable(db, async (tx) => {
        await holdPlayers(tx, [playerId]);
        if ((await tx.matchLink.count({ where: { matchId, playerId, ...open() } })) >= mostOpen) {
          return new Refused('forbidden', `You have ${mostOpen} links to this match: revoke one that is not needed.`);
        }
        const link = await tx.matchLink.create({ data: { id, matchId, playerId, expiresAt, ...moment } });
        // Also while the match is public: it opens it when it is not any more.
        if (await isAsStaff(tx, matchId, playerId))
          await record(tx, { playerId }, 'match.link', matchId, { expiresAt });
        return toLink(link);
      });
    },

    /** Undefined for one that never was. */
    async get(id: string): Promise<Link | Refused<'link-expired'> | undefined> {
      const link = await prisma.matchLink.findUnique({ where: { id } });
      return link ? (whyOver(link) ?? toLink(link)) : undefined;
    },

    /** A player's own, of one match, that still open it; the newest first. */
    async list(
      matchId: string,
      playerId: string,
      { cursor, limit }: PageRequest,
    ): Promise<Page<Link> | Refused<'bad-cursor'>> {
      const after = readCursor(cursor, linkKeys);
      if (after instanceof Refused) return after;
      const [createdAt, id] = after ?? [];
      const links = await prisma.matchLink.findMany({
        where: {
          ...{ matchId, playerId },
          AND: [open(), createdAt ? { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] } : {}],
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
      });
      const { items, next } = pageOf(links, limit, (link) => [link.createdAt, link.id]);
      return { items: items.map(toLink), next };
    },

    async revoke(id: string, playerId: string): Promise<undefined | Refused<'not-found'>> {
      const data = { revokedAt: new Date() };
      const { count } = await prisma.matchLink.updateMany({ where: { id, playerId, revokedAt: null }, data });
      if (count === 0) return new Refused('not-found', 'You have made no such link.');
    },
  };
}

/** Of links, those that are not over (access.ts, `whyOver`). */
const open = () => ({
  revokedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
});

/** A moment as query parameters, after those that there are. */
export function toQuery({ t, pov, speed }: Moment, query = new URLSearchParams()): URLSearchParams {
  for (const [name, value] of Object.entries({ t, pov, speed })) {
    if (value !== undefined && value !== null) query.set(name, `${value}`);
  }
  return query;
}

function toLink({ id, matchId, t, pov, speed, expiresAt }: MatchLink) {
  const query = toQuery({ t, pov, speed }).toString();
  return { id, url: `/r/${id}${query && `?${query}`}`, matchId, t, pov, speed, expiresAt };
}
