// Lets a match count no more, wherever it has counted.

import type { Database } from '../db/client.ts';
import type { Identity } from './accounts/access-tokens.ts';
import { withdrawMatch } from './achievements/withdraw.ts';
import type { Actor } from './audit.ts';
import type { Rebuilds } from './ladders/rebuilds.ts';
import { voidMatch as voidOnLadder, type Voided } from './ladders/void.ts';
import { Refused } from './refused.ts';
import { withdrawFromStatistics } from './statistics/withdraw.ts';

/**
 * Done twice, it does what the first one has left undone. Its ladder, where one is named, is owed a rebuild. Undefined when
 * there is no such finished match.
 */
export async function voidMatch(db: Database, matchId: string, reason: string, by: Actor): Promise<Voided | undefined> {
  const voided = await voidOnLadder(db, matchId, reason, by);
  if (!voided) return undefined;
  await withdrawMatch(db, matchId);
  await withdrawFromStatistics(db, matchId);
  return voided;
}

export function openVoiding(db: Database, rebuilds: Rebuilds) {
  return {
    /**
     * Its ladder is rebuilt beside this, and shows the ratings of before until that is done. Nobody does so to a match of
     * their own, which they may have lost.
     */
    async void(
      matchId: string,
      reason: string,
      by: Identity,
    ): Promise<Omit<Voided, 'ladder'> | Refused<'forbidden' | 'not-found'>> {
      if ((await db.prisma.matchSeat.count({ where: { matchId, playerId: by.playerId } })) > 0) {
        return new Refused('forbidden', 'This is for another moderator: you have played in this match.');
      }
      const voided = await voidMatch(db, matchId, reason, by);
      if (!voided) return new Refused('not-found', 'There is no such finished match.');
      if (voided.ladder) rebuilds.carryOn(voided.ladder);
      return voided;
    },
  };
}
