// Crowds: the rules hold for any number of seats, on the wire's objects and on plain ones.

import { describe, expect, it } from 'vitest';

import { PLAYER_HALF } from '../../../src/games/arena/balance.ts';
import { isFree, mapFor } from '../../../src/games/arena/map.ts';
import { arenaMode } from '../../../src/games/arena/modes.ts';
import { rules } from '../../../src/games/arena/rules.ts';
import type { ArenaEntities } from '../../../src/games/arena/world.ts';
import type { Make } from '../../../src/games/kit/game.ts';
import { below, seeded } from '../../../src/games/kit/rng.ts';
import { snapshot } from '../../../src/games/kit/snapshot.ts';
import { seedOf } from '../driver.ts';
import { onPlain, onWire, want } from './setup.ts';

function crowd(seats: number, make: Make<ArenaEntities>) {
  const mode = arenaMode('Crowd', seats, { powerUps: true, scoreLimit: 1_000 });
  const state = rules.setup(make, mode, seeded(seedOf('crowd', seats)));
  const words = seeded(seedOf('wishes', seats));
  const axis = (): number => below(words, 3) - 1;
  const wish = () => want({ moveX: axis(), moveY: axis(), aim: below(words, 256), fire: 1, seenAgo: below(words, 8) });
  let inputs = Array.from({ length: seats }, wish);
  for (let tick = 0; tick < 240; tick++) {
    inputs = inputs.map((input) => (below(words, 10) === 0 ? wish() : input));
    state.tick += 1;
    rules.step!(state, inputs, make);
  }
  return state;
}

describe('a crowd', () => {
  it.each([1, 2, 3, 8, 50, 200, 500])('[G2] [G3] of %i plays alike on plain and on schema objects', (seats) => {
    const state = crowd(seats, onPlain);
    expect(snapshot(crowd(seats, onWire))).toEqual(snapshot(state));
    const map = mapFor(seats);
    for (const { x, y } of state.players) expect(isFree(map, x, y, PLAYER_HALF)).toBe(true);
    if (seats > 8) expect(state.players.some(({ kills }) => kills > 0)).toBe(true);
    // Places of shots that ended are used again: there are never more than can be in the air.
    expect(state.shots.length).toBeLessThan(seats * 5);
  });
});
