// The contract suite on the arena, in matches of seconds rather than minutes.

import { expect } from 'vitest';

import { describeGame } from '../contract.ts';
import { shortened } from './setup.ts';

describeGame(shortened(15, 2), {
  selfPlay: 20,
  onEndings: (endings) =>
    expect(Object.keys(endings).toSorted(), JSON.stringify(endings)).toEqual(['score_limit', 'time']),
});
