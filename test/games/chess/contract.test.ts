// The contract suite on chess, Chess960 among its modes.

import { expect } from 'vitest';

import { chess } from '../../../src/games/chess/index.ts';
import { anyAction } from '../any-action.ts';
import { describeGame } from '../contract.ts';

describeGame(chess, {
  actions: anyAction.chess,
  selfPlay: 40,
  onEndings: (endings) => expect(endings['checkmate'], JSON.stringify(endings)).toBeGreaterThan(28),
});
