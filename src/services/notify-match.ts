// The `notify` step: tells the players of matches what these have brought them.

import { notify } from './notifications.ts';
import type { Pushes } from './pushes.ts';
import type { BatchWork } from './results.ts';
import { noticesOf, tellUnlocks } from './tell-unlocks.ts';

export const notifyOfMatches =
  (pushes: Pushes): BatchWork =>
  async (tx, matchIds) => {
    const unlocks = await tx.unlock.findMany({ where: { matchId: { in: [...matchIds] } } });
    const tell = await notify(tx, pushes, noticesOf(unlocks));
    return () => {
      tellUnlocks(pushes, unlocks);
      tell();
    };
  };
