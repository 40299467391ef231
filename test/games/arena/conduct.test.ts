// What the arena tells of its seats' play, in situations of which the answer is known.

import { describe, expect, it } from 'vitest';
import { TILE, WALK } from '../../../src/games/arena/balance.ts';
import { conduct } from '../../../src/games/arena/conduct/index.ts';
import type { ArenaInput } from '../../../src/games/arena/input.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import type { Observation } from '../../../src/games/kit/conduct.ts';
import { advance, put, start, want } from './setup.ts';

const tile = (at: number): number => at * TILE + TILE / 2;
const [LEFT, RIGHT, UP, DOWN] = [128, 0, 192, 64];

/** Lets time pass and returns what was observed of seat 0; `inputs` are by tick, the last one stays. */
function watch(state: ArenaState, inputs: readonly ArenaInput[], others: ArenaInput[], ticks: number): Observation[] {
  const observer = conduct.observe(state);
  const seen: Observation[] = [];
  for (let i = 0; i < ticks; i++) {
    const wanted = [inputs[Math.min(i, inputs.length - 1)], ...others];
    advance(state, wanted);
    seen.push(...observer.see(state, wanted));
  }
  return seen.filter(({ seat }) => seat === 0);
}

const of = (observations: readonly Observation[], kind: Observation['kind']): Observation[] =>
  observations.filter((each) => each.kind === kind);

/** Seat 0 in the open top row's middle, its enemy somewhere in the row, beyond protection. */
function inARow(distanceTiles: number): ArenaState {
  const state = start();
  put(state, 0, tile(3), tile(0));
  put(state, 1, tile(3 + distanceTiles), tile(0));
  return state;
}

const holdFor = (ticks: number, aim: number): ArenaInput[] => [
  ...Array.from({ length: ticks }, () => want({ aim })),
  want({ aim, fire: 1 }),
];

describe('conduct in the arena', () => {
  it('[V6] a shot straight at a standing enemy is exact, and hits once', () => {
    const seen = watch(inARow(6), [want({ aim: RIGHT, fire: 1 }), want({ aim: RIGHT })], [want()], 20);
    expect(of(seen, 'shot')).toEqual([{ kind: 'shot', seat: 0, tick: 1, offDegrees: 0 }]);
    expect(of(seen, 'hit')).toHaveLength(1);
  });

  it('[V6] a shot is off by the angle that it is off; one at nobody has none', () => {
    const [shot] = of(watch(inARow(6), [want({ aim: 8, fire: 1 }), want()], [want()], 2), 'shot');
    expect(shot).toMatchObject({ offDegrees: (8 * 360) / 256 });
    const state = inARow(6);
    state.players[1]!.safeUntil = 1_000;
    expect(of(watch(state, [want({ fire: 1 })], [want()], 2), 'shot')[0]).not.toHaveProperty('offDegrees');
  });

  it('[V6] an answer is counted from the tick in which the enemy came into the open', () => {
    for (const waited of [1, 5, 9]) {
      const state = inARow(6);
      // Nobody to be shot at, until its protection ends.
      state.players[1]!.safeUntil = 20;
      const seen = watch(state, holdFor(20 + waited - 1, LEFT), [want()], 40);
      expect(of(seen, 'reaction')).toEqual([
        { kind: 'reaction', seat: 0, tick: 20 + waited, to: 'sight', afterTicks: waited },
      ]);
    }
  });

  it('[V6] one who fires just before was early, and one who fired long before answered nothing', () => {
    const early = inARow(6);
    early.players[1]!.safeUntil = 20;
    expect(of(watch(early, holdFor(17, LEFT), [want()], 40), 'reaction')).toEqual([
      { kind: 'reaction', seat: 0, tick: 18, to: 'sight', afterTicks: -2 },
    ]);
    const blind = inARow(6);
    blind.players[1]!.safeUntil = 20;
    expect(of(watch(blind, holdFor(5, LEFT), [want()], 40), 'reaction')).toEqual([]);
  });

  it('[V6] an enemy that walks into a line of fire held still calls for an answer; one that the aim finds does not', () => {
    const crossing = (): ArenaState => {
      const state = start();
      put(state, 0, tile(12), tile(2) + 300);
      put(state, 1, tile(9), tile(0));
      return state;
    };
    const held = watch(crossing(), holdFor(13, UP), [want({ moveX: 1 })], 40);
    const line = of(held, 'reaction').filter((each) => each.kind === 'reaction' && each.to === 'line');
    expect(line).toHaveLength(1);
    const swung = [...Array.from({ length: 13 }, () => want({ aim: DOWN })), want({ aim: UP, fire: 1 })];
    const found = watch(crossing(), swung, [want({ moveX: 1 })], 40);
    expect(of(found, 'reaction').some((each) => each.kind === 'reaction' && each.to === 'line')).toBe(false);
  });

  it('[V6] an enemy that trembles in and out of a line of fire calls for nothing', () => {
    const state = start();
    put(state, 0, tile(12), tile(2) + 300);
    // Every other step, gone on with, would lead it into the line.
    put(state, 1, tile(12) - 200, tile(0));
    const observer = conduct.observe(state);
    const lines: Observation[] = [];
    for (let tick = 0; tick < 100; tick++) {
      const inputs = [want({ aim: UP, fire: tick % 13 < 2 ? 1 : 0 }), want({ moveX: tick % 2 === 0 ? 1 : -1 })];
      advance(state, inputs);
      const seen = observer.see(state, inputs);
      lines.push(...seen.filter((each) => each.kind === 'reaction' && each.to === 'line'));
    }
    expect(lines).toEqual([]);
  });

  it('[V6] a step beyond the rules shows with its distance; walking, dying and coming back do not', () => {
    const state = inARow(3);
    const far = { ...want(), moveX: 3 };
    const seen = watch(state, [far, want({ moveX: 1 })], [want()], 10);
    expect(seen).toEqual([{ kind: 'overspeed', seat: 0, tick: 1, distance: 3 * WALK.straight, limit: WALK.straight }]);
    const shotDead = inARow(4);
    shotDead.players[0]!.health = 1;
    const died = watch(shotDead, [want({ moveX: -1 })], [want({ aim: LEFT, fire: 1 })], 130);
    expect(shotDead.players[0]!.deaths).toBe(1);
    expect(shotDead.players[0]!.health).toBeGreaterThan(0);
    expect(of(died, 'overspeed')).toEqual([]);
  });
});
