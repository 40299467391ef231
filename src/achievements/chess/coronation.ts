// A mate by promotion.

import { feat } from '../kit.ts';
import { won } from '../won.ts';

export const coronation = feat(
  'chess',
  {
    ...{ title: 'Coronation', description: 'Checkmate with the very move that promotes a pawn' },
    ...{ tier: 'gold', points: 40, hidden: true },
  },
  (account, seat) => {
    if (!won(account, seat) || account.outcome.reason !== 'checkmate') return 0;
    const last = account.timeline.findLastIndex(({ kind }) => kind === 'move');
    return account.timeline.slice(last).some(({ kind }) => kind === 'promotion') ? 1 : 0;
  },
);
