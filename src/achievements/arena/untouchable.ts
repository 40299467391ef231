// A win without a death.

import { feat } from '../kit.ts';
import { made, suffered, won } from '../won.ts';

const KILLS = 5;

export const untouchable = feat(
  'arena',
  { title: 'Untouchable', description: `Win with ${KILLS} kills or more and no death`, tier: 'gold', points: 40 },
  (report, seat) => {
    const unhurt = suffered(report, seat, 'death') === 0;
    return won(report, seat) && unhurt && made(report, seat, 'death') >= KILLS ? 1 : 0;
  },
);
