// How players are told of what they have unlocked: at once, and until they have read it.

import type { Unlock } from '../db/generated/client.ts';
import type { NewNotification } from './notifications.ts';
import type { Pushes } from './pushes.ts';
import type { Transaction } from './results.ts';

type Told = Pick<Unlock, 'playerId' | 'achievement' | 'points' | 'matchId'>;

const aboutUnlock = (achievement: string): string => `unlock:${achievement}`;

export const noticesOf = (unlocks: readonly Told[]): NewNotification[] =>
  unlocks.map(({ playerId, achievement, points, matchId }) => ({
    ...{ playerId, about: aboutUnlock(achievement) },
    content: { kind: 'achievement.unlocked', achievement, points, matchId },
  }));

export function tellUnlocks(pushes: Pushes, unlocks: readonly Told[]): void {
  for (const { playerId, achievement, points, matchId } of unlocks) {
    pushes.send([playerId], { type: 'achievement.unlocked', achievement, points, matchId });
  }
}

/** Of what these players have not unlocked after all, nothing is told any more. */
export async function forgetLostUnlocks(tx: Transaction, playerIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM notifications WHERE player_id = ANY(${[...playerIds]}::uuid[]) AND starts_with(about, ${aboutUnlock('')})
      AND NOT EXISTS (SELECT FROM unlocks WHERE unlocks.player_id = notifications.player_id
                      AND about = ${aboutUnlock('')} || unlocks.achievement)`;
}
