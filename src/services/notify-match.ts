// The `notify` step: tells the players of a match what it has brought them.

import { notify } from './notifications.ts';
import type { Pushes } from './pushes.ts';
import type { StepWork } from './results.ts';
import { noticesOf, tellUnlocks } from './tell-unlocks.ts';

export const notifyOfMatch =
  (pushes: Pushes): StepWork =>
  async (tx, matchId) => {
    const unlocks = await tx.unlock.findMany({ where: { matchId } });
    const tell = await notify(tx, pushes, noticesOf(unlocks));
    return () => {
      tellUnlocks(pushes, unlocks);
      tell();
    };
  };
