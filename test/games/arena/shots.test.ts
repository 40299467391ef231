// Shots: what stops them, whom they harm, and in which order.

import { describe, expect, it } from 'vitest';

import { DAMAGE, FULL_HEALTH, HIT_RADIUS, QUARTERS, SHOT_STEP, TILE } from '../../../src/games/arena/balance.ts';
import { directionTo, directionX, directionY, UNIT } from '../../../src/games/arena/directions.ts';
import { fliesAfter, shotX } from '../../../src/games/arena/shots.ts';
import { advance, put, startFor, want } from './setup.ts';

const ROW_0 = TILE / 2;
const [RIGHT, LEFT] = [0, 128];
const fireRight = want({ fire: 1, aim: RIGHT });
const fireLeft = want({ fire: 1, aim: LEFT });

/** Players side by side in the free row at the top, so many tiles from the left. */
function inARow(tiles: readonly number[], settings = {}) {
  const state = startFor(tiles.length, settings);
  for (const [seat, tile] of tiles.entries()) put(state, seat, tile * TILE, ROW_0);
  return state;
}
const healths = (state: ReturnType<typeof inARow>): number[] => state.players.map(({ health }) => health);

describe('shots', () => {
  it('[G3] fly a tick at their speed, and a client knows their whole flight from the start', () => {
    const state = inARow([2, 23]);
    advance(state, [fireRight]);
    const [shot] = state.shots;
    const sent = { ...shot! };
    advance(state, [], 5);
    expect(shot).toEqual(sent);
    expect(shotX(shot!, QUARTERS * (state.tick - shot!.born))).toBe(2 * TILE + 6 * QUARTERS * SHOT_STEP);
  });

  it('[G3] end at the first one they meet', () => {
    const state = inARow([2, 5, 8]);
    advance(state, [fireRight]);
    advance(state, [], 20);
    expect(healths(state)).toEqual([FULL_HEALTH, FULL_HEALTH - DAMAGE, FULL_HEALTH]);
    expect(fliesAfter(state.shots[0]!, state.tick)).toBe(false);
    const place = shotX(state.shots[0]!, state.shots[0]!.flight);
    expect(5 * TILE - place).toBeLessThanOrEqual(HIT_RADIUS);
    expect(5 * TILE - place).toBeGreaterThan(HIT_RADIUS - SHOT_STEP);
  });

  it('[G3] end at walls', () => {
    const state = startFor(2);
    put(state, 0, 2 * TILE, 2 * TILE + TILE / 2);
    const behind = put(state, 1, 6 * TILE, 2 * TILE + TILE / 2);
    advance(state, [fireRight]);
    advance(state, [], 40);
    expect(behind.health).toBe(FULL_HEALTH);
    expect(shotX(state.shots[0]!, state.shots[0]!.flight)).toBeLessThan(3 * TILE);
  });

  it('[G3] pass through friends and those who just came back', () => {
    const friends = inARow([2, 8, 5], { teams: 2 });
    advance(friends, [fireRight]);
    advance(friends, [], 20);
    expect(healths(friends)).toEqual([FULL_HEALTH, FULL_HEALTH - DAMAGE, FULL_HEALTH]);

    const fresh = inARow([2, 5, 8]);
    fresh.players[1]!.safeUntil = 100;
    advance(fresh, [fireRight]);
    advance(fresh, [], 20);
    expect(healths(fresh)).toEqual([FULL_HEALTH, FULL_HEALTH, FULL_HEALTH - DAMAGE]);
  });

  it('[G3] end the protection of who fires them', () => {
    const state = inARow([2, 5]);
    state.players[0]!.safeUntil = 100;
    state.players[1]!.safeUntil = 100;
    advance(state, [fireRight, fireLeft]);
    advance(state, [], 20);
    expect(healths(state)).toEqual([FULL_HEALTH - DAMAGE, FULL_HEALTH - DAMAGE]);
  });

  it('[V5] two who shoot each other in one tick both die, whatever their seats', () => {
    const state = inARow([2, 5]);
    for (const player of state.players) player.health = DAMAGE;
    advance(state, [fireRight, fireLeft]);
    advance(state, [], 20);
    expect(state.players.map(({ kills, deaths }) => [kills, deaths])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it.each([
    ['the lower seat, when they hit at once', 3, 3, [1, 0]],
    ['who hit a quarter of a tick before', 3, 3.25, [1, 0]],
    ['who hit a quarter of a tick before, if its seat is higher, too', 3.25, 3, [0, 1]],
  ])('[V5] a kill by two shots of one tick goes to %s', (_, first, second, kills) => {
    const state = inARow([8 + first, 8 - second, 8]);
    state.players[2]!.health = DAMAGE;
    advance(state, [fireLeft, fireRight]);
    advance(state, [], 20);
    expect(state.players.map((player) => player.kills)).toEqual([...kills, 0]);
  });

  it('[V5] of two targets touched at once the nearer is hit, of two as near the lower seat', () => {
    const beside = (first: number, second: number) => {
      const state = startFor(3);
      put(state, 0, 2 * TILE, ROW_0 + TILE / 4);
      put(state, 1, 5 * TILE, ROW_0 + TILE / 4 + first);
      put(state, 2, 5 * TILE, ROW_0 + TILE / 4 + second);
      advance(state, [fireRight]);
      advance(state, [], 20);
      return healths(state).slice(1);
    };
    const [hit, whole] = [FULL_HEALTH - DAMAGE, FULL_HEALTH];
    expect(beside(30, -30)).toEqual([hit, whole]);
    expect(beside(-30, 30)).toEqual([hit, whole]);
    expect(beside(40, 35)).toEqual([whole, hit]);
  });
});

describe('directions', () => {
  it('[G2] are the rounded unit vectors, and every vector finds its nearest', () => {
    for (let direction = 0; direction < 256; direction++) {
      const angle = (direction * Math.PI) / 128;
      expect(directionX[direction]).toBe(Math.round(UNIT * Math.cos(angle)) + 0);
      expect(directionY[direction]).toBe(Math.round(UNIT * Math.sin(angle)) + 0);
      expect(directionTo(directionX[direction]!, directionY[direction]!)).toBe(direction);
      const [x, y] = [Math.round(5_000 * Math.cos(angle + 0.01)), Math.round(5_000 * Math.sin(angle + 0.01))];
      expect(directionTo(x, y)).toBe(direction);
    }
  });
});
