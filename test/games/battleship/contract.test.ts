// The contract suite on battleship.

import { expect } from 'vitest';

import { battleship } from '../../../src/games/battleship/index.ts';
import { anyAction } from '../any-action.ts';
import { describeGame } from '../contract.ts';

describeGame(battleship, {
  actions: anyAction.battleship,
  selfPlay: 40,
  onEndings: (endings) => expect(endings).toEqual({ fleet_sunk: 40 }),
});
