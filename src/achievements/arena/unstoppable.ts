// Kills in one life.

import type { Seat } from '../../games/kit/index.ts';
import type { Account } from '../../replays/account.ts';
import { feat } from '../kit.ts';

const KILLS = 5;

export const unstoppable = feat(
  'arena',
  { title: 'Unstoppable', description: `Make ${KILLS} kills without dying in between`, tier: 'silver', points: 20 },
  (account, seat) => (longestStreak(account, seat) >= KILLS ? 1 : 0),
);

function longestStreak({ timeline }: Account, self: Seat): number {
  let [streak, longest] = [0, 0];
  for (const { kind, seat, target } of timeline) {
    if (kind !== 'death') continue;
    if (target === self) streak = 0;
    else if (seat === self) longest = Math.max(longest, ++streak);
  }
  return longest;
}
