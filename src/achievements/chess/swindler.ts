// A win from far behind.

import type { Seat } from '../../games/kit/index.ts';
import type { Account } from '../../replays/account.ts';
import { feat } from '../kit.ts';
import { won } from '../won.ts';

/** In pawns: what the game's own evaluation gives a tenth of the chances. */
const LOST = 7;
/** In plies, one after the other: a sacrifice is soon made good. */
const LONG = 8;

const worth: Readonly<Record<string, number>> = { pawn: 1, knight: 3, bishop: 3, rook: 5, queen: 9 };

export const swindler = feat(
  'chess',
  { title: 'Swindler', description: 'Win a game that was all but lost', tier: 'silver', points: 25 },
  (account, seat) => {
    if (!won(account, seat)) return 0;
    let plies = 0;
    for (const lead of leads(account, seat)) {
      plies = lead <= -LOST ? plies + 1 : 0;
      if (plies === LONG) return 1;
    }
    return 0;
  },
);

/** By how many pawns' worth the seat was ahead when each move was made. */
function* leads({ timeline }: Account, self: Seat): Generator<number> {
  let lead = 0;
  for (const { kind, seat, what = '' } of timeline) {
    const sign = seat === self ? 1 : -1;
    if (kind === 'move') yield lead;
    else if (kind === 'capture') lead += sign * worth[what]!;
    else if (kind === 'promotion') lead += sign * (worth[what]! - 1);
  }
}
