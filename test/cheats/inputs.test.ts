// Cheats by inputs, at the rules: a cheat's match is to the hash, at every tick, that of its honest twin, which sends one
// clean input a tick. Others play the same in both.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { modes } from '../../src/games/arena/modes.ts';
import type { ArenaState } from '../../src/games/arena/state.ts';
import { arena } from '../../src/games/arena/index.ts';
import { type Input, seeded } from '../../src/games/kit/index.ts';
import { open, type Played, seedOf } from '../games/driver.ts';
import { rawInputs } from '../games/scripts.ts';
import { lawOfTheArena } from './arena-law.ts';

type Raw = Readonly<Record<string, unknown>>;

/** What a client sends within one tick, oldest first, and how old a world it claims to have seen. */
interface Sent {
  readonly raws: readonly Raw[];
  readonly seenAgo: number;
}

const inputs = arena.inputs!;
const way = fc.integer({ min: -1, max: 1 });
const honest: fc.Arbitrary<Raw> = fc.record({
  moveX: way,
  moveY: way,
  aim: fc.nat({ max: 255 }),
  fire: fc.nat({ max: 1 }),
});
const huge = fc.constantFrom(2, -2, 100, 1e9, -1e9, 2 ** 31, 2 ** 53, 1e308, Infinity, -Infinity);
const nothing = fc.constantFrom(NaN, -0, 0.5, 1.0000001, -1e-300, '1', [1], {}, null, true, 1n);
const likeInputs = (value: fc.Arbitrary<unknown>): fc.Arbitrary<Raw> =>
  fc.record({ moveX: value, moveY: value, aim: value, fire: value }, { requiredKeys: [] });
const smuggled = { x: 9_999, y: 9_999, health: 255, kills: 50, speedUntil: 60_000, readyTick: 0, tick: 1, seat: 1 };

const one = (raw: fc.Arbitrary<Raw>): fc.Arbitrary<Sent> =>
  fc.record({ raws: fc.tuple(raw), seenAgo: fc.nat({ max: 9 }) });
const cheats: Readonly<Record<string, fc.Arbitrary<Sent>>> = {
  'speed, ten inputs a tick': fc.record({
    raws: fc.array(honest, { minLength: 10, maxLength: 10 }),
    seenAgo: fc.constant(0),
  }),
  'teleport, values beyond every range': one(likeInputs(huge)),
  'teleport, fields of the state among those of the input': one(honest.map((raw) => ({ ...smuggled, ...raw }))),
  'NaN, fractions and what is no number': one(likeInputs(fc.oneof(nothing, way))),
  'views of the future, of long ago and of no time': fc.record({
    raws: fc.tuple(honest.map((raw) => ({ ...raw, fire: 1, seenAgo: 7 }))),
    seenAgo: fc.oneof(fc.integer(), fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -1, 8, 1e9)),
  }),
  'into walls and corners, another way each tick': one(
    fc.record({ moveX: fc.constantFrom(-1, 1, 1, 99), moveY: fc.constantFrom(-1, -1, 1, -99) }),
  ),
  'the trigger pulled anew each tick': one(honest.map((raw) => ({ ...raw, aim: 0 }))),
  'anything at all': fc.record({
    raws: fc.array(rawInputs(arena), { minLength: 1, maxLength: 3 }),
    seenAgo: fc.oneof(fc.integer(), fc.double()),
  }),
};

/** The value nearest to what was sent that is allowed, and 0 for what is no whole number: the rule, not its code. */
function clean(raw: Raw, seenAgo: number): Input {
  const nearest = (value: unknown, low: number, high: number): number => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return 0;
    if (value < low) return low;
    return value > high ? high : value + 0;
  };
  const fire = nearest(raw['fire'], 0, 1);
  return {
    moveX: nearest(raw['moveX'], -1, 1),
    moveY: nearest(raw['moveY'], -1, 1),
    aim: nearest(raw['aim'], 0, 255),
    fire,
    seenAgo: fire * nearest(seenAgo, 0, 7),
  };
}

/** A bot's inputs for everyone but the cheat, who is seat 0. */
function others({ match, log }: Played, rng: number[]): [number, Input | undefined][] {
  const state = match.state as ArenaState;
  return [...log.header.seats.keys()].slice(1).map((seat) => [seat, arena.bot(state, seat, rng) as Input | undefined]);
}

describe.each(Object.keys(modes))('in the arena, mode %s', (mode) => {
  test.each(Object.entries(cheats))('[V3] [S2] gains nothing: %s', (_, sent) => {
    const script = fc.array(fc.tuple(sent, fc.integer({ min: 1, max: 6 })), { maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(script, fc.nat(), (steps, n) => isItsTwin(mode, steps, n)),
      { numRuns: 15 },
    );
  });
});

function isItsTwin(mode: string, steps: readonly (readonly [Sent, number])[], n: number): void {
  const [cheat, twin] = [0, 1].map(() => open(arena, mode, seedOf('cheat', n))) as [Played, Played];
  const [rng, rngOfTwin] = [seeded(cheat.log.header.seed), seeded(cheat.log.header.seed)];
  const law = lawOfTheArena();
  for (const [{ raws, seenAgo }, ticks] of steps) {
    for (let tick = 0; tick < ticks; tick++) {
      for (const raw of raws) cheat.match.input([[0, inputs.read(raw, seenAgo)]]);
      twin.match.input([[0, clean(raws.at(-1)!, seenAgo)]]);
      cheat.match.input(others(cheat, rng));
      twin.match.input(others(twin, rngOfTwin));
      cheat.match.advance();
      twin.match.advance();
      law(cheat.match.state as ArenaState);
    }
    expect(cheat.match.hash(), `seed ${cheat.log.header.seed}, tick ${twin.match.state.tick}`).toEqual(
      twin.match.hash(),
    );
  }
}
