// The contract suite on battleship, with placements and shots from all over the grid.

import fc from 'fast-check';
import { expect } from 'vitest';

import { battleship } from '../../../src/games/battleship/index.ts';
import { describeGame } from '../contract.ts';

const coordinate = fc.nat({ max: 9 });
const ship = (length: number) =>
  fc.record({ x: coordinate, y: coordinate, length: fc.constant(length), vertical: fc.boolean() });

describeGame(battleship, {
  actions: fc.oneof(
    { weight: 10, arbitrary: fc.record({ type: fc.constant('fire'), x: coordinate, y: coordinate }) },
    {
      weight: 5,
      arbitrary: fc.record({ type: fc.constant('place'), ships: fc.tuple(...[5, 4, 3, 3, 2].map(ship)) }),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('place'), ships: fc.tuple(...[5, 4, 4, 3, 2].map(ship)) }) },
    { weight: 1, arbitrary: fc.constant({ type: 'resign' }) },
  ),
  selfPlay: 300,
  onEndings: (endings) => expect(endings).toEqual({ fleet_sunk: 300 }),
});
