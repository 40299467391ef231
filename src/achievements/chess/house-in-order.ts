// Castling as a habit.

import { feat } from '../kit.ts';
import { made, won } from '../won.ts';

const WINS = 10;

export const houseInOrder = feat(
  'chess',
  { title: 'House in Order', description: `Castle and win, in ${WINS} games`, tier: 'bronze', points: 10 },
  (account, seat) => (won(account, seat) && made(account, seat, 'castling') > 0 ? 1 : 0),
  WINS,
);
