// Ships sunk over all matches.

import { feat } from '../kit.ts';
import { made } from '../won.ts';

const SHIPS = 50;

export const wolfPack = feat(
  'battleship',
  { title: 'Wolf Pack', description: `Sink ${SHIPS} ships`, tier: 'bronze', points: 15 },
  (account, seat) => made(account, seat, 'sunk'),
  SHIPS,
);
