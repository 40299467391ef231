// How players are told of what they have unlocked: at once, and until they have read it.

import type { Transaction } from '../../db/client.ts';
import type { Unlock } from '../../db/generated/client.ts';
import { notify } from '../notifications.ts';
import type { Pushes } from '../pushes.ts';

type Told = Pick<Unlock, 'playerId' | 'achievement' | 'points' | 'matchId'>;

const aboutUnlock = (achievement: string): string => `unlock:${achievement}`;

/** In the transaction that makes them theirs, or notes that they are told; what it returns is to be called after the commit. */
export async function tellUnlocks(tx: Transaction, pushes: Pushes, unlocks: readonly Told[]): Promise<() => void> {
  const kind = 'achievement.unlocked';
  const notices = unlocks.map(({ playerId, achievement, points, matchId }) => {
    return { playerId, about: aboutUnlock(achievement), content: { kind, achievement, points, matchId } } as const;
  });
  const tell = await notify(tx, pushes, notices);
  return () => {
    for (const { playerId, achievement, points, matchId } of unlocks) {
      pushes.send([playerId], { type: kind, achievement, points, matchId });
    }
    tell();
  };
}

/** Of what these players have not unlocked after all, nothing is told any more. */
export async function forgetLostUnlocks(tx: Transaction, playerIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM notifications WHERE player_id = ANY(${[...playerIds]}::uuid[]) AND starts_with(about, ${aboutUnlock('')})
      AND NOT EXISTS (SELECT FROM unlocks WHERE unlocks.player_id = notifications.player_id
                      AND about = ${aboutUnlock('')} || unlocks.achievement)`;
}
