// A narrow win.

import { feat } from '../kit.ts';
import { suffered, won } from '../won.ts';

/** Of a fleet of five. */
const LOST = 4;

export const lastShip = feat(
  'battleship',
  {
    ...{ title: 'Last Ship', description: 'Sink the fleet with one ship left' },
    ...{ tier: 'silver', points: 25, hidden: true },
  },
  (account, seat) => {
    const sinks = won(account, seat) && account.outcome.reason === 'fleet_sunk';
    return sinks && suffered(account, seat, 'sunk') === LOST ? 1 : 0;
  },
);
