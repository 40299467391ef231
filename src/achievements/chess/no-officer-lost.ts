// A mate that cost pawns at most.

import { feat } from '../kit.ts';
import { won } from '../won.ts';

export const noOfficerLost = feat(
  'chess',
  { title: 'No Officer Lost', description: 'Checkmate without losing more than pawns', tier: 'gold', points: 40 },
  (account, seat) => {
    if (!won(account, seat) || account.outcome.reason !== 'checkmate') return 0;
    const lost = account.timeline.some(
      ({ kind, target, what }) => kind === 'capture' && target === seat && what !== 'pawn',
    );
    return lost ? 0 : 1;
  },
);
