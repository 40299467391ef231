// A fleet found with few shots.

import { feat } from '../kit.ts';
import { made, won } from '../won.ts';

const SHOTS = 50;

export const eagleEye = feat(
  'battleship',
  { title: 'Eagle Eye', description: `Sink the fleet with fewer than ${SHOTS} shots`, tier: 'silver', points: 25 },
  (report, seat) => {
    const sinks = won(report, seat) && report.outcome.reason === 'fleet_sunk';
    return sinks && made(report, seat, 'shot') < SHOTS ? 1 : 0;
  },
);
