// A lucky beginning.

import { feat } from '../kit.ts';

const SHOTS = 3;

export const openingSalvo = feat(
  'battleship',
  { title: 'Opening Salvo', description: `Hit with each of your first ${SHOTS} shots`, tier: 'silver', points: 20 },
  ({ timeline }, self) => {
    const own = timeline.filter(({ kind, seat }) => seat === self && (kind === 'shot' || kind === 'hit'));
    // Each hit is told after its shot.
    const opening = own.slice(0, 2 * SHOTS);
    return opening.filter(({ kind }) => kind === 'hit').length === SHOTS ? 1 : 0;
  },
);
