// All that is kept about a player, for them.

import type { Database } from '../../db/client.ts';
import type { EmailSeal } from '../accounts/sealed-email.ts';
import type { WebPush } from '../web-push/index.ts';
import { exportSocial } from './social.ts';

interface ExportParts {
  readonly seal: EmailSeal;
  readonly webPush: WebPush;
}

/** Stored values are of games as well. */
export const valuesOf = (playerId: string) => ({ ownerKind: 'player' as const, owner: playerId });

/** By the tables' own names; undefined for nobody. What is held back, and why, says docs/accounts.md. */
export async function exportAll(db: Database, { seal, webPush }: ExportParts, id: string) {
  const player = await db.prisma.player.findUnique({
    where: { id },
    include: {
      account: true,
      sessions: {
        orderBy: { createdAt: 'asc' },
        omit: { playerId: true, refreshHash: true, previousHash: true, refreshSalt: true },
      },
      links: { orderBy: { createdAt: 'asc' }, omit: { playerId: true } },
      // Not what was found: it would teach how not to be found.
      cases: {
        orderBy: { id: 'asc' },
        select: { matchId: true, status: true, verdict: true, createdAt: true, closedAt: true },
      },
      bans: { omit: { playerId: true, bannedById: true, liftedById: true } },
      ratings: { omit: { playerId: true } },
      bests: { omit: { playerId: true } },
      progress: { omit: { playerId: true } },
      toldRanks: { omit: { playerId: true } },
      ratingChanges: { orderBy: { place: 'asc' }, omit: { playerId: true, place: true } },
      scores: { orderBy: { at: 'asc' }, omit: { playerId: true } },
      results: { orderBy: { at: 'asc' }, omit: { playerId: true } },
      days: { orderBy: { day: 'asc' }, omit: { playerId: true } },
      statistics: { omit: { playerId: true } },
      titles: { select: { titleId: true } },
      entries: { orderBy: { joinedAt: 'asc' }, omit: { playerId: true } },
      tournaments: { orderBy: { createdAt: 'asc' }, omit: { createdById: true } },
      queued: { include: { entry: { omit: { id: true } } }, omit: { playerId: true, entryId: true, seat: true } },
      party: { omit: { playerId: true } },
      partyInvites: { omit: { playerId: true } },
      unlocks: { orderBy: { unlockedAt: 'asc' }, omit: { playerId: true, told: true } },
      seats: {
        select: {
          seat: true,
          rank: true,
          refusals: true,
          match: { omit: { owner: true, head: true, seed: true, place: true } },
        },
        orderBy: { match: { startedAt: 'asc' } },
      },
    },
  });
  if (!player) return undefined;
  const { account, seats, ...rest } = player;
  const auditLog = await db.prisma.auditEntry.findMany({
    where: { OR: [{ actorId: id }, { target: id }] },
    orderBy: { id: 'asc' },
    select: { at: true, action: true, target: true, details: true },
  });
  const pairings = await db.prisma.tournamentPairing.findMany({
    where: { OR: [{ firstId: id }, { secondId: id }] },
    orderBy: [{ tournamentId: 'asc' }, { round: 'asc' }],
    omit: { appointmentId: true },
    include: { appointment: { select: { matchId: true, end: true } } },
  });
  const matches = seats.map(({ match, ...seat }) => ({ ...match, ...seat }));
  const storedValues = await db.prisma.storedValue.findMany({
    where: valuesOf(id),
    orderBy: [{ collection: 'asc' }, { key: 'asc' }],
    omit: { ownerKind: true, owner: true, version: true },
  });
  const storage = storedValues.map((each) => ({ ...each, value: JSON.parse(each.value) as unknown }));
  const { createdAt: registeredAt, passwordChangedAt } = account ?? {};
  return {
    ...rest,
    account: account && { email: seal.open(id, account), registeredAt, passwordChangedAt },
    matches,
    pairings,
    auditLog,
    storage,
    pushSubscriptions: await webPush.export(id),
    ...(await exportSocial(db, id)),
  };
}
