// Naming the first field in which two states differ.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { onSchema, plain } from '../../../src/games/kit/game.ts';
import { firstDifference } from '../../../src/games/kit/difference.ts';
import { restore, snapshot } from '../../../src/games/kit/snapshot.ts';
import { games } from '../../../src/games/index.ts';

const said = (one: unknown, other: unknown): string | undefined => {
  const difference = firstDifference(one, other);
  return difference && `${difference.path}: ${difference.values.join(' ≠ ')}`;
};

test('[L3] the first field that differs is named by its path, with both values', () => {
  const state = (x: number) => ({ tick: 5, players: new Map([['3', { x, name: 'Ann' }]]), moves: ['e2e4'] });
  expect(said(state(120), state(121))).toBe('players.3.x: 120 ≠ 121');
  expect(said(state(1), { ...state(1), moves: [] })).toBe('moves.0: "e2e4" ≠ nothing');
  expect(said(state(1), { ...state(1), players: new Map() })).toBe('players.3: a record of 2 ≠ nothing');
  expect(said({ a: [1, 2], b: 1 }, { a: [1, 2], b: 2 })).toBe('b: 1 ≠ 2');
  expect(
    said(
      Array.from({ length: 12 }, (_, i) => i),
      Array.from({ length: 12 }, (_, i) => (i > 8 ? 0 : i)),
    ),
  ).toBe('9: 9 ≠ 0');
  expect(said({ a: [] }, { a: new Map() })).toBe('a: a list of 0 ≠ a map of 0');
  expect(said(1, 2)).toBe(': 1 ≠ 2');
  expect(said({ a: undefined }, {})).toBeUndefined();
});

test('[L3] there is a difference just when the snapshots differ', () => {
  const key = fc.constantFrom('a', 'b', 'c');
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(null, true, false, 0, -0, 1, 0.5, '', 'x'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value')),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    ),
  }));
  fc.assert(
    fc.property(value, value, (one, other) => {
      const same = Buffer.compare(snapshot(one), snapshot(other)) === 0;
      expect(firstDifference(one, other) === undefined).toBe(same);
      expect(firstDifference(one, restore(snapshot(one)))).toBeUndefined();
    }),
    { numRuns: 2_000 },
  );
});

test('[L3] a live room’s objects are compared as plain ones are', () => {
  const { rules, entities } = games.chess;
  const [live, dead] = [onSchema(entities), plain].map((make) =>
    rules.setup(make, rules.modes['blitz']!, [1, 2, 3, 4]),
  );
  expect(firstDifference(live, dead)).toBeUndefined();
  dead!.tick = 9;
  expect(firstDifference(live, dead)?.path).toBe('tick');
});
