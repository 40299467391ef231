// The contract suite on chess, with actions from across the whole board and the draw table.

import fc from 'fast-check';
import { expect } from 'vitest';

import { chess } from '../../../src/games/chess/index.ts';
import { squareName } from '../../../src/games/chess/notation.ts';
import { describeGame } from '../contract.ts';

const square = fc.nat({ max: 63 }).map(squareName);
const move = fc.tuple(square, square, fc.constantFrom('', '', '', 'q', 'n')).map((parts) => parts.join(''));

describeGame(chess, {
  actions: fc.oneof(
    fc.record({ type: fc.constant('move'), move }),
    fc.record({ type: fc.constantFrom('offer_draw', 'accept_draw', 'decline_draw') }),
    fc.record({ type: fc.constantFrom('offer_draw', 'decline_draw') }),
    { weight: 1, arbitrary: fc.constant({ type: 'resign' }) },
  ),
  selfPlay: 1_000,
  onEndings: (endings) => expect(endings['checkmate'], JSON.stringify(endings)).toBeGreaterThan(700),
});
