// Lag compensation: a shot meets its targets where its shooter saw them, to the tick.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { DAMAGE, FULL_HEALTH, HIT_RADIUS, QUARTERS, TILE } from '../../../src/games/arena/balance.ts';
import { directionTo } from '../../../src/games/arena/directions.ts';
import { mapFor, type Point } from '../../../src/games/arena/map.ts';
import { freeFlight, shotX, shotY } from '../../../src/games/arena/shots.ts';
import { advance, put, start, want } from './setup.ts';

const DOWN = 64;
const LEFT = 128;
/** Row 0 is free of walls throughout. */
const ROW_0 = TILE / 2;

/** By the definition in RULES.md, from positions that the test itself wrote down. */
function expectedHit(from: Point, aim: number, born: number, seen: ReadonlyMap<number, Point>): number | undefined {
  const line = { ...from, aim };
  for (let flown = 1; flown <= freeFlight(mapFor(2), line); flown++) {
    const tick = born + Math.ceil(flown / QUARTERS);
    const target = seen.get(tick);
    if (!target) return undefined;
    const [dx, dy] = [shotX(line, flown) - target.x, shotY(line, flown) - target.y];
    if (dx * dx + dy * dy <= HIT_RADIUS ** 2) return tick;
  }
  return undefined;
}

describe('lag compensation', () => {
  it('[V7] a shot at where a runner was seen hits one who saw it then, and misses one who did not', () => {
    /** Fires at where a runner was so many ticks ago, with a view of some age; returns what that did to it. */
    const shoot = (aimedAgo: number, seenAgo: number): number => {
      const state = start();
      // On its way it leaves one cell of the rules' grid for the next.
      const runner = put(state, 1, 4 * TILE - 448, ROW_0 + TILE);
      advance(state, [undefined, want({ moveX: 1 })], 14);
      put(state, 0, runner.x - 40 * aimedAgo + 40, ROW_0);
      advance(state, [want({ fire: 1, aim: DOWN, seenAgo }), want({ moveX: 1 })], 4);
      return FULL_HEALTH - runner.health;
    };
    for (const ago of [0, 3, 5, 7]) expect(shoot(ago, ago)).toBe(DAMAGE);
    for (const ago of [5, 7]) expect(shoot(ago, 0)).toBe(0);
    expect(shoot(0, 5)).toBe(0);
  });

  it('[V7] hits exactly when the target was within reach in the world that the shooter saw', () => {
    const tally = { hits: 0, misses: 0 };
    const axis = fc.constantFrom(-1, 0, 1);
    const steps = fc.array(fc.record({ moveX: axis, moveY: axis }), { minLength: 60, maxLength: 60 });
    const aimOff = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(steps, fc.nat({ max: 7 }), aimOff, fc.nat({ max: 7 }), (ways, seenAgo, off, place) => {
        const state = start();
        const shooter = put(state, 0, 12 * TILE + TILE / 2, 8 * TILE + TILE / 2);
        const spot = mapFor(2).spawns[place]!;
        const target = put(state, 1, spot.x, spot.y);
        const seen = new Map<number, Point>();
        const harmed: number[] = [];
        let aim = 0;
        for (const [i, way] of ways.entries()) {
          const fires = i === 15;
          const view = seen.get(state.tick - seenAgo);
          if (fires) aim = (directionTo(view!.x - shooter.x, view!.y - shooter.y) + off) & 255;
          const before = target.health;
          advance(state, [fires ? want({ fire: 1, aim, seenAgo }) : undefined, want(way)]);
          seen.set(state.tick, { x: target.x, y: target.y });
          if (target.health < before) harmed.push(state.tick);
        }
        const tick = expectedHit(shooter, aim, 15 - seenAgo, seen);
        // What the shooter saw happen before it pulled the trigger is felt in the tick of the shot.
        expect(harmed).toEqual(tick === undefined ? [] : [Math.max(tick, 16)]);
        tally[tick === undefined ? 'misses' : 'hits'] += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(tally.hits, tally.misses)).toBeGreaterThan(100);
  });

  it('[V7] nobody is hit where it died before it came back', () => {
    const state = start();
    const [home] = mapFor(2).spawns;
    const victim = put(state, 1, home!.x + 300, home!.y);
    put(state, 0, victim.x + 2 * TILE, victim.y);
    victim.health = DAMAGE;
    advance(state, [want({ fire: 1, aim: LEFT })], 5);
    expect(victim.health).toBe(0);
    put(state, 0, 24 * TILE, 16 * TILE);
    while (victim.health === 0) advance(state);
    expect(victim).toMatchObject(home!);
    victim.safeUntil = 0;
    put(state, 0, home!.x + 300, ROW_0);
    advance(state, [want({ fire: 1, aim: DOWN, seenAgo: 7 })]);
    expect(victim.health).toBe(FULL_HEALTH);
  });
});
