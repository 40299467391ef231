// Arbitrary matches: what bots and clumsy or hostile clients do. Bots' moves keep a match going somewhere.

import fc from 'fast-check';

import type { Game } from '../../src/games/kit/game.ts';
import { seeded } from '../../src/games/kit/rng.ts';
import { open, perform, playBots, type Played, seedOf, type Step } from './driver.ts';

export interface Script {
  readonly mode: string;
  readonly seed: string;
  readonly steps: readonly Step[];
}

/** Scripts for a game; `actions` are well-formed ones of its own, legal or not. */
export function scriptsFor(
  game: Game,
  actions: fc.Arbitrary<unknown> | undefined,
  modes: readonly string[] = Object.keys(game.rules.modes),
): fc.Arbitrary<Script> {
  const seat = fc.nat({ max: 63 });
  const event = (...events: ('join' | 'drop' | 'resume' | 'leave' | 'timeout')[]) =>
    fc.record({ do: fc.constant('seat' as const), seat, event: fc.constantFrom(...events) });
  const steps: fc.WeightedArbitrary<Step>[] = [
    { weight: 40, arbitrary: fc.record({ do: fc.constant('bot'), seat }) },
    { weight: 20, arbitrary: fc.record({ do: fc.constant('act'), seat, action: anyAction(game, actions) }) },
    { weight: 20, arbitrary: fc.record({ do: fc.constant('wait'), ticks: fc.integer({ min: 1, max: 30 }) }) },
    { weight: 2, arbitrary: event('join', 'drop', 'resume') },
    { weight: 1, arbitrary: event('leave', 'timeout') },
  ];
  if (game.inputs) {
    const input = fc.record({ do: fc.constant('input'), seat, raw: rawInputs(game), seenAgo: fc.nat({ max: 12 }) });
    steps.push({ weight: 60, arbitrary: input });
  }
  return fc.record({
    mode: fc.constantFrom(...modes),
    seed: fc.stringMatching(/^[0-9a-f]{32}$/),
    steps: fc.array(fc.oneof(...steps), { minLength: 1, maxLength: 150, size: 'max' }),
  });
}

/** Bots' actions and the game's own; in a game that has none of either, anything. */
function anyAction(game: Game, actions: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<unknown> {
  const { log } = playBots(game, game.rules.defaultMode, seedOf('pool', 0));
  const seen = log.entries.flatMap((entry) => (entry.kind === 'action' ? [fc.constant(entry.action)] : []));
  const known = seen.length > 0 ? [fc.oneof(...seen)] : [];
  return actions || seen.length > 0 ? fc.oneof(...(actions ? [actions] : []), ...known) : fc.jsonValue();
}

/** What might be decoded in place of an input: its fields with small numbers, and with what is none. */
export function rawInputs({ inputs }: Game): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.keys(inputs?.read({}, 0) ?? {});
  const hostile = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(NaN, -0, 2 ** 53, '1', null, {}, [1], true));
  const value = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -1, max: 1 }) },
    { weight: 3, arbitrary: fc.nat({ max: 255 }) },
    { weight: 1, arbitrary: hostile },
  );
  return fc.record(Object.fromEntries(fields.map((field) => [field, value])), { requiredKeys: [] });
}

export function runScript(game: Game, { mode, seed, steps }: Script): Played {
  const played = open(game, mode, seed);
  const rng = seeded(seed);
  for (const step of steps) perform(game, played, step, rng);
  return played;
}
