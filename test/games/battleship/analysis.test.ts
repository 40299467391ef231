// What is told of a battleship match, and that it is nothing but what both players see.

import { describe, expect, it } from 'vitest';

import { analysis } from '../../../src/games/battleship/analysis.ts';
import { type Cell, CELLS, HIT, randomFleet } from '../../../src/games/battleship/fleet.ts';
import type { BattleshipState } from '../../../src/games/battleship/state.ts';
import { below, type GameEvent, seeded } from '../../../src/games/kit/index.ts';
import { seedOf } from '../driver.ts';
import { act, fireInTurn, firing, inRows, placed, placing, start } from './setup.ts';

const told = (events: readonly GameEvent[]): unknown[] =>
  events.map(({ kind, seat, target, at, what }) => [kind, seat, target, at && at.x + 10 * at.y, what]);

describe('[L7] a battleship match tells', () => {
  it('shots, hits and what sank, where it was fired at', () => {
    const state = placed();
    const observer = analysis.observe(state);
    const see = (cell: Cell): unknown[] => told(observer.see(fireInTurn(state, cell)));
    expect(see(99)).toEqual([['shot', 0, 1, 99, undefined]]);
    expect(see(40)).toEqual([
      ['shot', 1, 0, 40, undefined],
      ['hit', 1, 0, 40, undefined],
    ]);
    see(98);
    expect(see(41)).toEqual([
      ['shot', 1, 0, 41, undefined],
      ['hit', 1, 0, 41, undefined],
      ['sunk', 1, 0, 41, 'destroyer'],
    ]);
  });

  it('who has placed, and the end, without what is still afloat', () => {
    const state = start();
    const observer = analysis.observe(state);
    act(state, 1, placing(inRows));
    expect(told(observer.see(state))).toEqual([['placed', 1, undefined, undefined, undefined]]);
    act(state, 0, placing(inRows));
    expect(told(observer.see(state))).toEqual([['placed', 0, undefined, undefined, undefined]]);
    for (const cell of [0, 99]) observer.see(fireInTurn(state, cell));
    act(state, 0, { type: 'resign' });
    expect(told(observer.see(state))).toEqual([['end', 1, undefined, undefined, 'resignation']]);
  });

  it('[W3] the same of two matches that differ in nothing but what is hidden', () => {
    let shots = 0;
    for (let n = 0; n < 60; n++) {
      const rng = seeded(seedOf('analysis secrecy', n));
      let worlds = [0, 1].map(() => placed(undefined, randomFleet(rng), inRows));
      const observers = worlds.map((state) => analysis.observe(state));
      for (let round = 0; round < 60; round++) {
        const cell = below(rng, CELLS);
        const next = structuredClone(worlds);
        if (next.some((state) => act(state, state.turn, firing(cell)) !== undefined)) continue;
        if (publicPart(next[0]!) !== publicPart(next[1]!)) continue;
        worlds = next;
        const [one, other] = worlds.map((state, i) => [observers[i]!.see(state), analysis.evaluate(state)]);
        expect(one).toEqual(other);
        shots++;
      }
    }
    expect(shots).toBeGreaterThan(500);
  });
});

/** All of a state but where fleets lie. */
const publicPart = (state: BattleshipState): string =>
  JSON.stringify({ ...state, waters: state.waters.map(({ ready, shots, shown }) => ({ ready, shots, shown })) });

describe('[L7] chances in battleship', () => {
  it('follow from what is left afloat', () => {
    const state = placed();
    expect(analysis.evaluate(state)).toEqual([500, 500]);
    let last = 500;
    for (const cell of [0, 1, 2, 3, 4, 10, 11]) {
      state.waters[1]!.shots[cell] = HIT;
      const [chance] = analysis.evaluate(state);
      expect(chance).toBeGreaterThan(last);
      last = chance!;
    }
  });
});
