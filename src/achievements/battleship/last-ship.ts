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
  (report, seat) => {
    const sinks = won(report, seat) && report.outcome.reason === 'fleet_sunk';
    return sinks && suffered(report, seat, 'sunk') === LOST ? 1 : 0;
  },
);
