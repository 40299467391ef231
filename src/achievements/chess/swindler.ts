// A win from a position that the game's own evaluation held for lost.

import { feat } from '../kit.ts';
import { won } from '../won.ts';

/** In thousandths. */
const LOST = 100;
/** In plies, one after the other: the evaluation does not see through a sacrifice, which is soon made good. */
const LONG = 8;

export const swindler = feat(
  'chess',
  { title: 'Swindler', description: 'Win a game that was all but lost', tier: 'silver', points: 25 },
  (report, seat) => {
    if (!won(report, seat)) return 0;
    let plies = 0;
    const wasLost = report.evaluation.some(({ chances }) => {
      plies = chances[seat]! < LOST ? plies + 1 : 0;
      return plies === LONG;
    });
    return wasLost ? 1 : 0;
  },
);
