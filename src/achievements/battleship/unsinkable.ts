// A win with all ships afloat.

import { feat } from '../kit.ts';
import { suffered, won } from '../won.ts';

export const unsinkable = feat(
  'battleship',
  { title: 'Unsinkable', description: 'Sink the fleet without losing a ship', tier: 'gold', points: 40 },
  (account, seat) => {
    const sinks = won(account, seat) && account.outcome.reason === 'fleet_sunk';
    return sinks && suffered(account, seat, 'sunk') === 0 ? 1 : 0;
  },
);
