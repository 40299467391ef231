// Cheats by actions, at the rules: a match of whoever acts out of turn, for others, too early, too late or beyond reason is
// to the hash and to the entry that of its honest twin, in which only what was allowed was tried.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Game, type LogEntry, seeded, snapshot } from '../../src/games/kit/index.ts';
import { games } from '../../src/games/index.ts';
import { anyAction } from '../games/any-action.ts';
import { open, perform, playBots, type Played, seedOf } from '../games/driver.ts';
import { type Script, scriptsFor } from '../games/scripts.ts';

const turnBased = Object.entries(anyAction).map(
  ([id, actions]) => [id, games[id as keyof typeof games] as Game, actions] as const,
);

/** Actions as bots play them, each with what a forger adds, and with the values of a forger. */
function forgeries({ log }: Played): fc.Arbitrary<unknown> {
  const actions = log.entries.flatMap((entry) => (entry.kind === 'action' ? [entry.action as object] : []));
  const real = fc.constantFrom(...actions);
  const extra = fc.dictionary(fc.constantFrom('seat', 'player', 'tick', 'turn', '__proto__', 'board'), fc.anything(), {
    minKeys: 1,
  });
  const value = fc.oneof(fc.anything(), fc.constantFrom(NaN, Infinity, -1, 0.5, 1e308, 2 ** 53, 'e2e9', ''));
  return fc.oneof(
    real,
    fc.tuple(real, extra).map(([action, more]) => ({ ...action, ...more })),
    fc.tuple(real, value).map(([action, instead]) => withLastField(action, instead)),
    fc.anything(),
  );
}

const withLastField = (action: object, value: unknown): object => ({ ...action, [Object.keys(action).at(-1)!]: value });

describe.each(turnBased)('in %s', (id, game, actions) => {
  test('[V1] [V2] [S2] acting out of turn and against the rules leaves no trace', () => {
    fc.assert(
      fc.property(scriptsFor(game, actions), (script) => leavesNoTrace(game, script)),
      { numRuns: 150 },
    );
  });

  test('[V2] [S2] once the match is over, nothing more happens', () => {
    const { match, log } = playBots(game, game.rules.defaultMode, seedOf(`over ${id}`, 0));
    const [state, entries] = [snapshot(match.state), log.entries.length];
    for (const action of fc.sample(actions, { seed: 1, numRuns: 200 })) {
      for (const seat of [0, 1]) expect(match.act(seat, action)).toBe('match_over');
    }
    match.seatEvent(0, 'leave');
    match.advance();
    expect(snapshot(match.state)).toEqual(state);
    expect(log.entries.length).toBe(entries);
  });

  test('[V1] [S2] no shape of forgery gets further than what it pretends to be', () => {
    const played = playBots(game, game.rules.defaultMode, seedOf(`forged ${id}`, 0));
    fc.assert(
      fc.property(forgeries(played), fc.nat({ max: 1 }), (forged, seat) => isNoMoreThanItsShape(game, forged, seat)),
      { numRuns: 1_000 },
    );
  });
});

function leavesNoTrace(game: Game, { mode, seed, steps }: Script): void {
  const [cheat, twin] = [open(game, mode, seed), open(game, mode, seed)];
  const rng = seeded(seed);
  for (const step of steps) {
    const written = cheat.log.entries.length;
    const turn = game.rules.turn?.(cheat.match.state);
    perform(game, cheat, step, rng);
    const entries = cheat.log.entries.slice(written);
    for (const entry of entries)
      if (entry.kind === 'action' && needsTheTurn(entry.action)) expect(entry.seat).toBe(turn);
    follow(twin, entries);
    if (step.do === 'wait') for (let i = 0; i < step.ticks; i++) twin.match.advance();
  }
  expect(twin.log.entries).toEqual(cheat.log.entries);
  expect(twin.match.hash()).toEqual(cheat.match.hash());
}

const needsTheTurn = (action: unknown): boolean => ['move', 'fire'].includes((action as { type: string }).type);

/** Only what was allowed: entries that time writes come by themselves. */
function follow({ match }: Played, entries: readonly LogEntry[]): void {
  for (const entry of entries) expect(match.perform(entry)).toBeUndefined();
}

/** What passes for an action has the fields of one and no others, and the rules know what to do with it. */
function isNoMoreThanItsShape(game: Game, forged: unknown, seat: number): void {
  const shaped = game.actions.safeParse(forged);
  if (!shaped.success) return;
  const { match } = open(game, game.rules.defaultMode, seedOf('forged', 0));
  const reason = match.act(seat, shaped.data);
  if (reason !== undefined) expect(game.rules.reasons).toContain(reason);
  expect(game.actions.safeParse({ ...(shaped.data as object), seat: 1 - seat }).success).toBe(false);
  // What JSON can't say, a log can't either; zero has one sign in both.
  expect(snapshot(JSON.parse(JSON.stringify(shaped.data)))).toEqual(snapshot(shaped.data));
}
