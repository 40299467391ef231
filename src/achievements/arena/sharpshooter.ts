// Shots that hit.

import { feat } from '../kit.ts';
import { made } from '../won.ts';

const SHOTS = 20;
/** In thousandths. */
const ACCURACY = 500;

export const sharpshooter = feat(
  'arena',
  { title: 'Sharpshooter', description: `Hit with half of ${SHOTS} shots or more`, tier: 'silver', points: 25 },
  (account, seat) => {
    const { accuracy = 0 } = account.summary[seat] ?? {};
    return made(account, seat, 'shot') >= SHOTS && accuracy >= ACCURACY ? 1 : 0;
  },
);
