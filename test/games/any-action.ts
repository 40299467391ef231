// Well-formed actions of each game, legal or not: from all over the board, the grid, the draw table.

import fc from 'fast-check';
import type { GameId } from '../../src/games/index.ts';
import { squareName } from '../../src/games/chess/notation.ts';

const square = fc.nat({ max: 63 }).map(squareName);
const move = fc.tuple(square, square, fc.constantFrom('', '', '', 'q', 'n')).map((parts) => parts.join(''));
const ofTheDraw = (...types: string[]) => fc.record({ type: fc.constantFrom(...types) });

const coordinate = fc.nat({ max: 9 });
const ship = (length: number) =>
  fc.record({ x: coordinate, y: coordinate, length: fc.constant(length), vertical: fc.boolean() });
const placing = (...lengths: number[]) =>
  fc.record({ type: fc.constant('place'), ships: fc.tuple(...lengths.map(ship)) });

const resigning = fc.constant({ type: 'resign' });

/** Few of them end a match. A game that is left out has no actions. */
export const anyAction: { readonly [Game in GameId]?: fc.Arbitrary<unknown> } = {
  chess: fc.oneof(
    { weight: 20, arbitrary: fc.record({ type: fc.constant('move'), move }) },
    { weight: 4, arbitrary: ofTheDraw('offer_draw', 'decline_draw') },
    { weight: 1, arbitrary: ofTheDraw('accept_draw') },
    { weight: 1, arbitrary: resigning },
  ),
  battleship: fc.oneof(
    { weight: 10, arbitrary: fc.record({ type: fc.constant('fire'), x: coordinate, y: coordinate }) },
    { weight: 5, arbitrary: placing(5, 4, 3, 3, 2) },
    { weight: 1, arbitrary: placing(5, 4, 4, 3, 2) },
    { weight: 1, arbitrary: resigning },
  ),
};
