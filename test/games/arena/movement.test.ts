// Walking: never into a wall, never faster one way than another, and the same on a client that predicts itself.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { PLAYER_HALF, RUN, TILE, WALK } from '../../../src/games/arena/balance.ts';
import { isFree, mapFor, type Point } from '../../../src/games/arena/map.ts';
import { type Heading, movePlayer } from '../../../src/games/arena/movement.ts';
import { advance, start, want } from './setup.ts';

const map = mapFor(4);
const axis = fc.constantFrom(-1, 0, 1);
const heading: fc.Arbitrary<Heading> = fc.record({ moveX: axis, moveY: axis });
/** A heading kept for some ticks: that is how one gets anywhere. */
const walks = fc.array(fc.tuple(heading, fc.integer({ min: 1, max: 40 })), { maxLength: 60, size: 'max' });
const speeds = fc.constantFrom(WALK, RUN);

describe('walking', () => {
  it('[V3] [G3] never ends inside a wall, and no way is faster than straight on', () => {
    fc.assert(
      fc.property(fc.constantFrom(...map.spawns), walks, speeds, (from, walk, speed) => {
        let at: Point = from;
        for (const [way, ticks] of walk) {
          for (let i = 0; i < ticks; i++) {
            const next = movePlayer(map, at, way, speed);
            expect(isFree(map, next.x, next.y, PLAYER_HALF)).toBe(true);
            expect((next.x - at.x) ** 2 + (next.y - at.y) ** 2).toBeLessThanOrEqual(speed.straight ** 2);
            at = next;
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[G3] stops where it touches a wall, and slides along it', () => {
    // The pillar at columns 3 and 4 of row 2 is right of it, and nothing above.
    const left = { x: 3 * TILE - PLAYER_HALF - 10, y: 2 * TILE + TILE / 2 };
    const touching = 3 * TILE - PLAYER_HALF;
    expect(movePlayer(map, left, { moveX: -1, moveY: 0 }, WALK)).toEqual({ x: left.x - 40, y: left.y });
    expect(movePlayer(map, left, { moveX: 1, moveY: 0 }, WALK)).toEqual({ x: touching, y: left.y });
    expect(movePlayer(map, left, { moveX: 1, moveY: -1 }, WALK)).toEqual({ x: touching, y: left.y - 28 });
    const corner = { x: PLAYER_HALF, y: PLAYER_HALF };
    expect(movePlayer(map, corner, { moveX: -1, moveY: -1 }, RUN)).toEqual(corner);
  });

  it('[G3] is predicted exactly by a client that walks its own player', () => {
    fc.assert(
      fc.property(walks, (walk) => {
        const state = start();
        let predicted: Point = state.players[0]!;
        for (const [way, ticks] of walk) {
          for (let i = 0; i < ticks; i++) {
            predicted = movePlayer(map, predicted, way, WALK);
            advance(state, [want({ ...way })]);
          }
        }
        expect(state.players[0]).toMatchObject(predicted);
      }),
      { numRuns: 50 },
    );
  });
});
