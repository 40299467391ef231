// Pickups over all matches.

import { feat } from '../kit.ts';
import { made } from '../won.ts';

const PICKUPS = 25;

export const scavenger = feat(
  'arena',
  { title: 'Scavenger', description: `Pick up ${PICKUPS} things`, tier: 'bronze', points: 10 },
  (account, seat) => made(account, seat, 'pickup'),
  PICKUPS,
);
