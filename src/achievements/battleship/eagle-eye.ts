// A fleet found with few shots.

import { feat } from '../kit.ts';
import { made, won } from '../won.ts';

const SHOTS = 50;

export const eagleEye = feat(
  'battleship',
  { title: 'Eagle Eye', description: `Sink the fleet with fewer than ${SHOTS} shots`, tier: 'silver', points: 25 },
  (account, seat) => {
    const sinks = won(account, seat) && account.outcome.reason === 'fleet_sunk';
    return sinks && made(account, seat, 'shot') < SHOTS ? 1 : 0;
  },
);
