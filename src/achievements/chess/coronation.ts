// A mate by promotion.

import { feat } from '../kit.ts';
import { won } from '../won.ts';

export const coronation = feat(
  'chess',
  {
    ...{ title: 'Coronation', description: 'Checkmate with the very move that promotes a pawn' },
    ...{ tier: 'gold', points: 40, hidden: true },
  },
  (report, seat) => {
    if (!won(report, seat) || report.outcome.reason !== 'checkmate') return 0;
    const last = report.timeline.findLastIndex(({ kind }) => kind === 'move');
    return report.timeline.slice(last).some(({ kind }) => kind === 'promotion') ? 1 : 0;
  },
);
