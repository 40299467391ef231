// The `notify` step: tells the players of matches what these have brought them. A match that is counted late may have
// made another one theirs in which they unlocked something, so it is asked for by player.

import { lockProgress } from '../achievements/progress.ts';
import type { Pushes } from '../pushes.ts';
import type { BatchWork } from './index.ts';
import { tellUnlocks } from './tell-unlocks.ts';

export const notifyOfMatches =
  (pushes: Pushes): BatchWork =>
  async (tx, matchIds) => {
    const owed = await tx.$queryRaw<{ playerId: string }[]>`
      SELECT DISTINCT player_id AS "playerId" FROM match_seats JOIN unlocks USING (player_id)
      WHERE match_seats.match_id = ANY(${[...matchIds]}::uuid[]) AND NOT told`;
    const playerIds = owed.map(({ playerId }) => playerId);
    // As whoever counts for them does: else those two could wait for each other.
    const held = await lockProgress(tx, playerIds);
    const where = { playerId: { in: [...held.keys()] }, told: false };
    return tellUnlocks(tx, pushes, await tx.unlock.updateManyAndReturn({ where, data: { told: true } }));
  };
