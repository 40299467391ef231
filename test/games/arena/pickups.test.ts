// Things that lie around: who gets them, and what they do.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  BOOST,
  COOLDOWN,
  DAMAGE,
  FULL_HEALTH,
  HEALING,
  PICKUP_RADIUS,
  PICKUP_RETURN,
  RAPID_COOLDOWN,
  RUN,
  SHIELDED_DAMAGE,
  TILE,
} from '../../../src/games/arena/balance.ts';
import { pickupKinds } from '../../../src/games/arena/pickups.ts';
import { advance, put, startFor, want } from './setup.ts';

type Kind = (typeof pickupKinds)[number];

/** Players around a pickup that is the only one, each hurt, at these distances from it. */
function around(kind: Kind, ...places: readonly (readonly [dx: number, dy: number])[]) {
  const state = startFor(places.length, { powerUps: true });
  const pickup = state.pickups.find((each) => pickupKinds[each.kind] === kind)!;
  state.pickups = [pickup];
  for (const [seat, [dx, dy]] of places.entries()) put(state, seat, pickup.x + dx, pickup.y + dy).health = 10;
  return { state, pickup };
}
const healed = ({ state }: ReturnType<typeof around>): number[] =>
  state.players.flatMap(({ health }, seat) => (health > 10 ? [seat] : []));

describe('pickups', () => {
  it('[V5] of several players the nearest takes it, of two as near the lower seat', () => {
    const takers = (...places: [number, number][]): number[] => {
      const situation = around('health', ...places);
      advance(situation.state);
      return healed(situation);
    };
    expect(takers([50, 0], [0, 40], [60, 60])).toEqual([1]);
    expect(takers([50, 0], [0, 50], [-50, 0], [0, -50])).toEqual([0]);
    expect(takers([60, 0], [0, -50], [50, 0])).toEqual([1]);
    expect(takers([PICKUP_RADIUS + 1, 0], [0, -PICKUP_RADIUS])).toEqual([1]);
  });

  it('[V5] the same one takes it on every run, in any crowd', () => {
    const offset = fc.integer({ min: -90, max: 90 });
    const crowd = fc.array(fc.tuple(offset, offset), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(crowd, (places) => {
        const situation = around('health', ...places);
        const before = situation.state.players.map(
          ({ x, y }) => (x - situation.pickup.x) ** 2 + (y - situation.pickup.y) ** 2,
        );
        advance(situation.state);
        const nearest = before.indexOf(Math.min(...before));
        expect(healed(situation)).toEqual(before[nearest]! <= PICKUP_RADIUS ** 2 ? [nearest] : []);
      }),
      { numRuns: 300 },
    );
  });

  it('[G3] health heals those who are hurt, and comes back after a while', () => {
    const { state, pickup } = around('health', [0, 0]);
    const player = state.players[0]!;
    advance(state);
    expect(player.health).toBe(10 + HEALING);
    expect(pickup.backTick).toBe(1 + PICKUP_RETURN);
    advance(state, [], PICKUP_RETURN - 1);
    expect(player.health).toBe(10 + HEALING);
    advance(state);
    expect(player.health).toBe(FULL_HEALTH);
    advance(state, [], 2 * PICKUP_RETURN);
    expect(pickup.backTick).toBeLessThan(state.tick);
  });

  it('[G3] speed, shield and rapid fire help for their time, and not longer', () => {
    const fast = around('speed', [0, 0]).state;
    advance(fast);
    const from = put(fast, 0, 2 * TILE, TILE / 2).x;
    advance(fast, [want({ moveX: 1 })], 10);
    expect(fast.players[0]!.x - from).toBe(10 * RUN.straight);
    expect(fast.players[0]!.speedUntil).toBe(1 + BOOST);

    const rapid = around('rapid', [0, 0]).state;
    advance(rapid);
    advance(rapid, [want({ fire: 1 })], 1);
    expect(rapid.players[0]!.readyTick - rapid.tick).toBe(RAPID_COOLDOWN);
    advance(rapid, [], BOOST);
    advance(rapid, [want({ fire: 1 })], 1);
    expect(rapid.players[0]!.readyTick - rapid.tick).toBe(COOLDOWN);
  });

  it('[G3] a shield takes most of a hit', () => {
    for (const [until, damage] of [
      [100, SHIELDED_DAMAGE],
      [0, DAMAGE],
    ] as const) {
      const state = startFor(2);
      put(state, 0, 2 * TILE, TILE / 2);
      put(state, 1, 5 * TILE, TILE / 2).shieldUntil = until;
      advance(state, [want({ fire: 1 })]);
      advance(state, [], 10);
      expect(state.players[1]!.health).toBe(FULL_HEALTH - damage);
    }
  });

  it('[G3] only arcade has power-ups, and what comes next is drawn anew', () => {
    expect(startFor(4).pickups.every(({ kind }) => pickupKinds[kind] === 'health')).toBe(true);
    const { state, pickup } = around('speed', [0, 0]);
    const drawn = new Set<string>();
    for (let i = 0; i < 30; i++) {
      advance(state);
      drawn.add(pickupKinds[pickup.kind]!);
      pickup.backTick = 0;
    }
    expect([...drawn].toSorted()).toEqual(['rapid', 'shield', 'speed']);
  });
});
