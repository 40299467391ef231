// Kills over all matches.

import { feat } from '../kit.ts';
import { made } from '../won.ts';

const KILLS = 100;

export const gladiator = feat(
  'arena',
  { title: 'Gladiator', description: `Make ${KILLS} kills`, tier: 'silver', points: 25 },
  // A death is told as made by who dealt it.
  (account, seat) => made(account, seat, 'death'),
  KILLS,
);
