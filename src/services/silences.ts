// Lets a player say nothing, until a time or for good: what moderators do about words, short of a ban.

import { randomUUID } from 'node:crypto';
import type { Database, Transaction } from '../db/client.ts';
import type { Silence } from '../db/generated/client.ts';
import type { Identity } from './accounts/access-tokens.ts';
import { record } from './audit.ts';
import { forHowLong, inForce, refuseRank } from './accounts/bans.ts';
import { notify } from './notifications.ts';
import type { Pushes } from './pushes.ts';
import { refusable, Refused } from './refused.ts';

export interface SilenceOrder {
  readonly reason: string;
  /** Undefined: for good. */
  readonly expiresAt?: Date | undefined;
}

export type Silences = ReturnType<typeof openSilences>;

export function openSilences(db: Database, pushes: Pushes) {
  return {
    /** Takes the place of one that is in force; the player is told. */
    async silence(
      playerId: string,
      order: SilenceOrder,
      by: Identity,
    ): Promise<Silence | Refused<'forbidden' | 'not-found'>> {
      const done = await refusable(db, (tx) => silence(tx, pushes, playerId, order, by));
      if (done instanceof Refused) return done;
      done.tell();
      return done.silence;
    },

    lift: (playerId: string, by: Identity): Promise<undefined | Refused<'forbidden' | 'not-found'>> =>
      refusable(db, async (tx) => {
        const refused = await refuseRank(tx, playerId, by);
        if (refused) return refused;
        if ((await lift(tx, playerId, by)) === 0) return new Refused('not-found', 'This player is not muted.');
        await record(tx, by, 'player.unmute', playerId);
        return undefined;
      }),

    async refuse(playerId: string): Promise<Refused<'muted'> | undefined> {
      const silence = await db.prisma.silence.findFirst({ where: { playerId, ...inForce() } });
      if (!silence) return undefined;
      const { reason, expiresAt } = silence;
      return new Refused('muted', `A moderator has muted you ${forHowLong(expiresAt)}: ${reason}`, {
        reason,
        expiresAt,
      });
    },
  };
}

/** `tell` is to be called after the commit. To be the last thing in its transaction (audit.ts). */
export async function silence(
  tx: Transaction,
  pushes: Pushes,
  playerId: string,
  { reason, expiresAt }: SilenceOrder,
  by: Identity,
): Promise<{ silence: Silence; tell: () => void } | Refused<'forbidden' | 'not-found'>> {
  const refused = await refuseRank(tx, playerId, by);
  if (refused) return refused;
  await lift(tx, playerId, by);
  const data = { id: randomUUID(), playerId, reason, byId: by.playerId, expiresAt: expiresAt ?? null };
  const row = await tx.silence.create({ data });
  const until = expiresAt?.toISOString() ?? null;
  const content = { kind: 'moderation.muted', reason, until } as const;
  const tell = await notify(tx, pushes, [{ playerId, about: `muted:${row.id}`, content }]);
  await record(tx, by, 'player.mute', playerId, { reason, until });
  return { silence: row, tell };
}

async function lift(tx: Transaction, playerId: string, by: Identity): Promise<number> {
  const data = { liftedAt: new Date(), liftedById: by.playerId };
  return (await tx.silence.updateMany({ where: { playerId, ...inForce() }, data })).count;
}
