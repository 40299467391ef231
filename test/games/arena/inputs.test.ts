// Cheats at the level of inputs: each leaves the cheat exactly where an honest twin would be.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { COOLDOWN, OLDEST_VIEW } from '../../../src/games/arena/balance.ts';
import { arena } from '../../../src/games/arena/index.ts';
import { readInput } from '../../../src/games/arena/input.ts';
import { open, seedOf } from '../driver.ts';
import { rawInputs } from '../scripts.ts';
import { advance, start, want } from './setup.ts';

const ranges = { moveX: [-1, 1], moveY: [-1, 1], aim: [0, 255], fire: [0, 1] } as const;

/** What an honest client would have sent for it: the nearest allowed value, and nothing for what is no whole number. */
function honest(raw: Readonly<Record<string, unknown>>, seenAgo: number) {
  const nearest = (value: unknown, [low, high]: readonly [number, number]): number => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return 0;
    if (value < low) return low;
    return value > high ? high : value;
  };
  const fields = Object.entries(ranges).map(([field, range]) => [field, nearest(raw[field], range)]);
  const input = Object.fromEntries(fields) as Record<keyof typeof ranges, number>;
  return { ...input, seenAgo: nearest(seenAgo, [0, 7]) };
}

const smuggled = { x: 9_999, y: 9_999, health: 255, kills: 50, speedUntil: 60_000, tick: 1, seat: 1 };
const views = fc.oneof(fc.nat({ max: 9 }), fc.integer(), fc.double(), fc.constantFrom(NaN, Infinity, -1, 1e9));

describe('inputs', () => {
  it('[V3] [S2] gain nothing by values that are none, out of range, stamped in the future or too old', () => {
    const script = fc.array(fc.tuple(rawInputs(arena), views, fc.integer({ min: 1, max: 10 })), { maxLength: 40 });
    fc.assert(
      fc.property(script, (steps) => {
        const [cheat, twin] = [start(), start()];
        for (const [raw, seenAgo, ticks] of steps) {
          advance(cheat, [readInput({ ...raw, ...smuggled }, seenAgo)], ticks);
          advance(twin, [readInput(honest(raw, seenAgo), honest(raw, seenAgo).seenAgo)], ticks);
        }
        expect(cheat).toEqual(twin);
      }),
      { numRuns: 200 },
    );
  });

  it('[V3] reads what is allowed as it is, and bounds the rest', () => {
    expect(readInput({ moveX: 100, moveY: -100, aim: 300, fire: 7 }, 3)).toEqual(
      want({ moveX: 1, moveY: -1, aim: 255, fire: 1, seenAgo: 3 }),
    );
    expect(readInput({ moveX: 0.5, moveY: NaN, aim: '7', fire: true }, 3)).toEqual(want());
    expect([-5, 0, 7, 8, 1e12, NaN].map((ago) => readInput({ fire: 1 }, ago).seenAgo)).toEqual([0, 0, 7, 7, 7, 0]);
    expect(readInput({ fire: 0 }, 5).seenAgo).toBe(0);
    expect(OLDEST_VIEW / arena.rules.tickRate).toBeLessThanOrEqual(0.25);
  });

  it('[V3] an input burst does not move a player faster: of one tick, the last counts', () => {
    const [burst, calm] = [0, 1].map(() => open(arena, 'duel', seedOf('burst', 0)));
    for (let tick = 0; tick < 60; tick++) {
      const last = want({ moveX: 1, moveY: tick % 3 === 0 ? 1 : 0, fire: tick % 2 });
      for (let i = 0; i < 300; i++) burst!.match.input([[0, want({ moveX: i % 2 ? 1 : -1, moveY: 1, fire: 1 })]]);
      burst!.match.input([[0, last]]);
      calm!.match.input([[0, last]]);
      burst!.match.advance();
      calm!.match.advance();
    }
    expect(burst!.match.hash()).toEqual(calm!.match.hash());
  });

  it('[V3] the trigger fires no faster than the weapon, however it is pulled', () => {
    const pulls = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.nat({ max: 7 })), {
      minLength: 60,
      maxLength: 200,
    });
    fc.assert(
      fc.property(pulls, (script) => {
        const state = start();
        let last = -Infinity;
        for (const [fire, seenAgo] of script) {
          const ready = state.players[0]!.readyTick;
          advance(state, [want({ fire, seenAgo, aim: 64 })]);
          if (state.players[0]!.readyTick === ready) continue;
          expect(state.tick - last).toBeGreaterThanOrEqual(COOLDOWN);
          last = state.tick;
        }
      }),
    );
  });

  it('[V2] [G3] there are no actions, neither in shape nor in the rules', () => {
    const { match, log } = open(arena, 'duel', seedOf('actions', 0));
    for (const action of [undefined, null, {}, { type: 'win' }, 7]) {
      expect(arena.actions.safeParse(action).success).toBe(false);
      expect(match.act(0, action)).toBe('no_actions');
    }
    expect(log.entries).toEqual([]);
  });
});
