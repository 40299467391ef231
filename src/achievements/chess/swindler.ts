// A win from a position that the game's own evaluation held for lost.

import { feat } from '../kit.ts';
import { won } from '../won.ts';

/** In thousandths. */
const LOST = 100;

export const swindler = feat(
  'chess',
  { title: 'Swindler', description: 'Win a game that was all but lost', tier: 'silver', points: 25 },
  (report, seat) => (won(report, seat) && report.evaluation.some(({ chances }) => chances[seat]! < LOST) ? 1 : 0),
);
