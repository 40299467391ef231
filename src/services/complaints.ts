// What players report of each other, for moderators, with what was said at the time as it was written. Apart from cases
// (cases.ts), which machines open about play; a complaint is a person's word about a person.

import type { Database, Transaction } from '../db/client.ts';
import type { ComplaintAction, ComplaintReason, ComplaintStatus, Prisma } from '../db/generated/client.ts';
import type { Identity } from './accounts/access-tokens.ts';
import { record } from './audit.ts';
import { banWithin, refuseRank } from './accounts/bans.ts';
import { evidenceOf } from './complaints/evidence.ts';
import { notify } from './notifications.ts';
import { pageOf, type PageRequest, readCursor, rowKey } from './page.ts';
import { holdPlayers } from './player-locks.ts';
import type { Pushes } from './pushes.ts';
import type { RateLimits } from './rate-limits.ts';
import { refusable, Refused } from './refused.ts';
import type { EndedSession, Revocations } from './accounts/revocations.ts';
import { silence } from './silences.ts';

export interface NewComplaint {
  readonly playerId: string;
  readonly reason: ComplaintReason;
  readonly note?: string | undefined;
  readonly messageId?: string | undefined;
  readonly matchId?: string | undefined;
  readonly tick?: number | undefined;
}

export interface ComplaintFilter extends PageRequest {
  readonly status?: ComplaintStatus | undefined;
  readonly playerId?: string | undefined;
}

export interface Resolution {
  readonly action: ComplaintAction;
  /** What the player is told, where something is done. */
  readonly reason: string;
  /** Of a mute or ban; undefined: for good. */
  readonly expiresAt?: Date | undefined;
  /** For moderators. */
  readonly remark?: string | undefined;
}

export interface ComplaintsParts {
  readonly pushes: Pushes;
  readonly rateLimits: RateLimits;
  readonly revocations: Revocations;
}

const face = { select: { id: true, name: true } } as const;
const noSuch = new Refused('not-found', 'There is no such report.');

export type Complaints = ReturnType<typeof openComplaints>;

export function openComplaints(db: Database, { pushes, rateLimits, revocations }: ComplaintsParts) {
  const { prisma } = db;
  return {
    /** About another player. One that says the same again while the first is not resolved is that one. */
    async file(
      reporterId: string,
      complaint: NewComplaint,
    ): Promise<{ id: number } | Refused<'not-found' | 'too-many-requests'>> {
      const { playerId, reason, note, messageId, matchId, tick } = complaint;
      const refused = await rateLimits.refuse('complaint', reporterId);
      if (refused) return refused;
      const isThere =
        playerId !== reporterId && (await prisma.player.count({ where: { id: playerId, deletedAt: null } }));
      if (!isThere) return new Refused('not-found', 'There is no such player to report.');
      const evidence = await evidenceOf(prisma, reporterId, complaint);
      if (evidence instanceof Refused) return evidence;
      const about = {
        ...{ reporterId, playerId, reason, matchId: evidence.matchId ?? matchId ?? null },
        messageId: messageId === undefined ? null : BigInt(messageId),
      };
      const same = { where: { ...about, status: { not: 'resolved' } }, select: { id: true } } as const;
      const data = { ...about, note: note ?? null, tick: evidence.tick ?? tick ?? null, evidence: evidence.messages };
      return refusable(db, async (tx) => {
        await holdPlayers(tx, [reporterId]);
        return (await tx.complaint.findFirst(same)) ?? tx.complaint.create({ data, select: { id: true } });
      });
    },

    /** The oldest first: who waits longest is next. */
    async list({ status, playerId, cursor, limit }: ComplaintFilter) {
      const after = readCursor(cursor, rowKey);
      if (after instanceof Refused) return after;
      const rows = await prisma.complaint.findMany({
        where: { ...(status && { status }), ...(playerId && { playerId }), ...(after && { id: { gt: after[0] } }) },
        orderBy: { id: 'asc' },
        take: limit + 1,
        include: { reporter: face, player: face },
      });
      return pageOf(rows.map(shown), limit, ({ id }) => [id]);
    },

    /** Says that one is being looked at, by whom; a moderator may take it over from another. */
    take: (id: number, by: Identity) =>
      refusable(db, async (tx) => {
        const refused = await refuseOwn(tx, id, by);
        if (refused) return refused;
        const row = await tx.complaint.update({
          where: { id },
          data: { status: 'taken', takenById: by.playerId },
          include: { reporter: face, player: face },
        });
        await record(tx, by, 'report.take', id);
        return shown(row);
      }),

    /** Does what is to be done about it, and tells both: the player what is done, the reporter whether something was. */
    async resolve(id: number, resolution: Resolution, by: Identity) {
      const done = await refusable(db, async (tx) => {
        const refused = await refuseOwn(tx, id, by);
        if (refused) return refused;
        const { action, remark = null } = resolution;
        const row = await tx.complaint.update({
          where: { id },
          data: { status: 'resolved', takenById: by.playerId, action, remark, resolvedAt: new Date() },
          include: { reporter: face, player: face },
        });
        const content = { kind: 'report.resolved', reportId: id, acted: action !== 'none' } as const;
        const tell = await notify(tx, pushes, [{ playerId: row.reporterId, about: `report:${id}`, content }]);
        const acted = await act(tx, pushes, row.playerId, { id, ...resolution }, by);
        if (acted instanceof Refused) return acted;
        await record(tx, by, 'report.resolve', id, { action });
        return { complaint: shown(row), ended: acted.ended, tells: [tell, acted.tell] };
      });
      if (done instanceof Refused) return done;
      revocations.note(done.ended);
      for (const tell of done.tells) tell();
      return done.complaint;
    },
  };
}

/** Holds a complaint that is not resolved; nobody judges what they have reported, or what is reported of them. */
async function refuseOwn(
  tx: Transaction,
  id: number,
  by: Identity,
): Promise<undefined | Refused<'forbidden' | 'not-found' | 'resolved'>> {
  const [row] = await tx.$queryRaw<{ status: ComplaintStatus; reporterId: string; playerId: string }[]>`
    SELECT status, reporter_id AS "reporterId", player_id AS "playerId" FROM complaints WHERE id = ${id} FOR UPDATE`;
  if (!row) return noSuch;
  if (row.status === 'resolved') return new Refused('resolved', 'This report has been resolved.');
  if ([row.reporterId, row.playerId].includes(by.playerId)) {
    return new Refused('forbidden', 'This is for another moderator: it is about you, or by you.');
  }
}

async function act(
  tx: Transaction,
  pushes: Pushes,
  playerId: string,
  { id, action, reason, expiresAt }: Resolution & { id: number },
  by: Identity,
): Promise<{ ended: readonly EndedSession[]; tell: () => void } | Refused<'forbidden' | 'not-found'>> {
  const nothing = { ended: [], tell: () => undefined };
  if (action === 'none') return nothing;
  const refused = await refuseRank(tx, playerId, by);
  if (refused) return refused;
  if (action === 'mute') {
    const done = await silence(tx, pushes, playerId, { reason, expiresAt }, by);
    return done instanceof Refused ? done : { ...nothing, tell: done.tell };
  }
  if (action === 'ban') {
    const done = await banWithin(tx, playerId, { reason, expiresAt }, by);
    return done instanceof Refused ? done : { ...nothing, ended: done.ended };
  }
  const content = { kind: 'moderation.warned', reason } as const;
  return { ...nothing, tell: await notify(tx, pushes, [{ playerId, about: `warned:${id}`, content }]) };
}

function shown(row: Prisma.ComplaintGetPayload<{ include: { reporter: typeof face; player: typeof face } }>) {
  const { reporterId: _, playerId: __, messageId, evidence, ...rest } = row;
  return { ...rest, messageId: messageId === null ? null : String(messageId), evidence: evidence as object[] };
}
