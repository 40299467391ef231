// Keeps players out, until a time or for good: they can't sign in, and their sessions end at once. Those go on after it
// (sessions.ts), since a guest has nothing else to come back with.

import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../../db/client.ts';
import type { Ban } from '../../db/generated/client.ts';
import type { Identity } from './access-tokens.ts';
import { record } from '../audit.ts';
import { endSessions, holdSignIns, sessionSeconds } from './end-sessions.ts';
import { refusable, Refused } from '../refused.ts';
import type { EndedSession, Revocations } from './revocations.ts';

export interface BanOrder {
  readonly reason: string;
  /** Undefined: for good. */
  readonly expiresAt?: Date | undefined;
}

export function openBans(db: Database, revocations: Revocations) {
  return {
    /** Takes the place of a ban that is in force. */
    async ban(playerId: string, order: BanOrder, by: Identity): Promise<Ban | Refused<'forbidden' | 'not-found'>> {
      const done = await refusable(db, (tx) => banWithin(tx, playerId, order, by));
      if (done instanceof Refused) return done;
      revocations.note(done.ended);
      return done.ban;
    },

    lift(playerId: string, by: Identity): Promise<undefined | Refused<'forbidden' | 'not-found'>> {
      return refusable(db, async (tx) => {
        const refused = await refuseRank(tx, playerId, by);
        if (refused) return refused;
        const count = await lift(tx, playerId, by);
        if (count === 0) return new Refused('not-found', 'This player is not banned.');
        await record(tx, by, 'player.unban', playerId);
      });
    },
  };
}

/** The caller notes the ended sessions (revocations.ts) once the transaction is through. */
export async function banWithin(
  tx: Transaction,
  playerId: string,
  { reason, expiresAt }: BanOrder,
  by: Identity,
): Promise<{ ban: Ban; ended: EndedSession[] } | Refused<'forbidden' | 'not-found'>> {
  await holdSignIns(tx, playerId);
  const refused = await refuseRank(tx, playerId, by);
  if (refused) return refused;
  await lift(tx, playerId, by);
  const data = { id: randomUUID(), playerId, reason, bannedById: by.playerId, expiresAt: expiresAt ?? null };
  const ban = await tx.ban.create({ data });
  const ended = await endSessions(tx, playerId, 'banned');
  // While they can't be refreshed they don't grow old.
  await tx.$executeRaw`
    UPDATE sessions SET expires_at = GREATEST(expires_at,
      LEAST(${ban.expiresAt}::timestamptz, now() + interval '10 years') + make_interval(secs => ${sessionSeconds}))
    WHERE player_id = ${playerId}::uuid AND end_reason = 'banned'`;
  await record(tx, by, 'player.ban', playerId, { ban: ban.id, reason, expiresAt: ban.expiresAt });
  return { ban, ended };
}

/** The ban that is in force. */
export function activeBan(tx: Transaction, playerId: string): Promise<Ban | null> {
  return tx.ban.findFirst({ where: { playerId, ...inForce() } });
}

export function refuseBanned({ reason, expiresAt }: Ban): Refused<'banned'> {
  return new Refused('banned', `You are banned ${forHowLong(expiresAt)}: ${reason}`, { reason, expiresAt });
}

export const forHowLong = (expiresAt: Date | null): string =>
  expiresAt ? `until ${expiresAt.toISOString()}` : 'for good';

/** Those who have a role are admins' business, and nobody is their own judge. */
export async function refuseRank(
  tx: Transaction,
  playerId: string,
  by: Identity,
): Promise<undefined | Refused<'forbidden' | 'not-found'>> {
  const player = await tx.player.findUnique({ where: { id: playerId, deletedAt: null } });
  if (!player) return new Refused('not-found', 'There is no such player.');
  const judge = await tx.player.findUnique({ where: { id: by.playerId } });
  if (player.id === by.playerId || (player.role !== 'player' && judge?.role !== 'admin')) {
    return new Refused('forbidden', 'Who has a role is the business of admins, and nobody is their own.');
  }
}

async function lift(tx: Transaction, playerId: string, by: Identity): Promise<number> {
  const data = { liftedAt: new Date(), liftedById: by.playerId };
  return (await tx.ban.updateMany({ where: { playerId, ...inForce() }, data })).count;
}

/** Of bans, those that count now. */
export const inForce = () => ({
  liftedAt: null,
  OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
});
