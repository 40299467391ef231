// A win without a death.

import { feat } from '../kit.ts';
import { made, suffered, won } from '../won.ts';

const KILLS = 5;

export const untouchable = feat(
  'arena',
  { title: 'Untouchable', description: `Win with ${KILLS} kills or more and no death`, tier: 'gold', points: 40 },
  (account, seat) => {
    const unhurt = suffered(account, seat, 'death') === 0;
    return won(account, seat) && unhurt && made(account, seat, 'death') >= KILLS ? 1 : 0;
  },
);
