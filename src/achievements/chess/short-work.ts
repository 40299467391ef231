// A quick mate.

import { feat } from '../kit.ts';
import { made, won } from '../won.ts';

const MOVES = 20;

export const shortWork = feat(
  'chess',
  { title: 'Short Work', description: `Checkmate in fewer than ${MOVES} moves`, tier: 'silver', points: 20 },
  (account, seat) => {
    const mates = won(account, seat) && account.outcome.reason === 'checkmate';
    return mates && made(account, seat, 'move') < MOVES ? 1 : 0;
  },
);
