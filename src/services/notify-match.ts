// The `notify` step: tells the players of a match what it has brought them.

import type { Pushes } from './pushes.ts';
import type { StepWork } from './results.ts';

export const notifyOfMatch =
  (pushes: Pushes): StepWork =>
  async (tx, matchId) => {
    const unlocks = await tx.unlock.findMany({ where: { matchId } });
    return () => {
      for (const { playerId, achievement, points } of unlocks) {
        pushes.send([playerId], { type: 'achievement.unlocked', achievement, points, matchId });
      }
    };
  };
