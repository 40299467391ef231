// The contract that every game passes: `describeGame(game)` in the game's own test folder. It knows no game; it plays
// with the game's bot and with arbitrary actions, and fails with the seed that repeats the failure.

import { Encoder, Reflection, type Schema } from '@colyseus/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Game, type MatchState, onSchema, plain } from '../../src/games/kit/game.ts';
import type { LogEntry, MatchLog } from '../../src/games/kit/log.ts';
import { commonReasons } from '../../src/games/kit/match.ts';
import { Divergence, replay } from '../../src/games/kit/replay.ts';
import { seeded } from '../../src/games/kit/rng.ts';
import { restore, snapshot, stateHash } from '../../src/games/kit/snapshot.ts';
import {
  continueFrom,
  inputsAfter,
  letBotsPlay,
  open,
  perform,
  playBots,
  type Played,
  seedOf,
  sha256,
  type Step,
} from './driver.ts';

export interface ContractOptions {
  /** Well-formed actions, legal or not; what bots do is always among those tried. */
  readonly actions?: fc.Arbitrary<unknown>;
  /** How many matches of bots against bots must end. */
  readonly selfPlay?: number;
  /** Told how many of them ended in which way. */
  readonly onEndings?: (endings: Readonly<Record<string, number>>) => void;
}

export function describeGame(game: Game, options: ContractOptions = {}): void {
  const modes = Object.keys(game.rules.modes);
  const modeOfNth = (n: number): string => modes[n % modes.length]!;
  const botMatch = (label: string, n: number): Played =>
    naming(seedOf(label, n), (seed) => playBots(game, modeOfNth(n), seed));
  const scripts = scriptsFor(game, options.actions);

  describe(`the contract of ${game.rules.id}`, () => {
    it('[G1] declares itself completely', () => declaresItself(game));

    it('[G1] [V1] a refused action changes neither state nor log, and its reason is declared', () => {
      const refusals = new Set<string>();
      fc.assert(
        fc.property(scripts, (script) => refusalsChangeNothing(game, script, refusals)),
        { numRuns: 300 },
      );
      expect([...refusals]).not.toEqual([]);
    });

    it('[G2] [G1] one log gives one state, on plain and on schema objects', () => {
      const same = (script: Script): void => replaysAlike(game, runScript(game, script).log);
      fc.assert(fc.property(scripts, same), { numRuns: 100 });
      for (let n = 0; n < 4 * modes.length; n++) replaysAlike(game, botMatch('alike', n).log);
    });

    it('[G2] a restored snapshot goes on as the state itself would', () => {
      for (let n = 0; n < 4 * modes.length; n++) goesOnAlike(game, botMatch('restore', n).log, n);
    });

    it('[G4] a client decodes what the rules wrote', () => {
      for (let n = 0; n < modes.length; n++) {
        const played = open(game, modeOfNth(n), seedOf('decode', n), schemaMake(game));
        naming(played.log.header.seed, () => decodesAlike(game, played));
      }
    });

    it('[G2] one seed gives one log', () => {
      for (let n = 0; n < 2 * modes.length; n++) {
        expect(botMatch('determinism', n).log).toEqual(botMatch('determinism', n).log);
        const onWire = playBots(game, modeOfNth(n), seedOf('determinism', n), schemaMake(game));
        expect(onWire.log).toEqual(botMatch('determinism', n).log);
      }
    });

    it('[L3] [V1] a log from which an action was taken, swapped or altered is found out', () => {
      const tally = { altered: 0, found: 0 };
      for (let n = 0; n < 4 * modes.length; n++) findsAlterations(game, botMatch('tamper', n).log, tally);
      // A few are harmless: an action that had no effect, or the same effect as its substitute.
      expect(tally.found / tally.altered).toBeGreaterThan(0.9);
    });

    it(
      `[G5] ${options.selfPlay ?? 100} matches of bots end, and replay to the same outcome`,
      { timeout: 300_000 },
      () => {
        const endings: Record<string, number> = {};
        for (let n = 0; n < (options.selfPlay ?? 100); n++) {
          const { match, log } = botMatch('self-play', n);
          const replayed = replay(game.rules, log, { make: plain, sha256, actions: game.actions });
          expect(replayed.outcome, `seed ${log.header.seed}`).toEqual(match.outcome);
          endings[match.outcome!.reason] = (endings[match.outcome!.reason] ?? 0) + 1;
        }
        options.onEndings?.(endings);
      },
    );
  });
}

interface Script {
  readonly mode: string;
  readonly seed: string;
  readonly steps: readonly Step[];
}

/** Scripts of what bots and clumsy or hostile clients do: bots' moves keep the match going somewhere. */
function scriptsFor(game: Game, actions: fc.Arbitrary<unknown> | undefined): fc.Arbitrary<Script> {
  const seen = actionsOf(playBots(game, game.rules.defaultMode, seedOf('pool', 0)).log).map(({ action }) => action);
  const anyAction = actions ? fc.oneof(actions, fc.constantFrom(...seen)) : fc.constantFrom(...seen);
  const seat = fc.nat({ max: 63 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 40, arbitrary: fc.record({ do: fc.constant('bot'), seat }) },
    { weight: 20, arbitrary: fc.record({ do: fc.constant('act'), seat, action: anyAction }) },
    { weight: 20, arbitrary: fc.record({ do: fc.constant('wait'), ticks: fc.integer({ min: 1, max: 30 }) }) },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('seat'), seat, event: fc.constantFrom('join', 'drop', 'resume') }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('seat'), seat, event: fc.constantFrom('leave', 'timeout') }) },
  );
  return fc.record({
    mode: fc.constantFrom(...Object.keys(game.rules.modes)),
    seed: fc.stringMatching(/^[0-9a-f]{32}$/),
    steps: fc.array(step, { minLength: 1, maxLength: 150, size: 'max' }),
  });
}

function declaresItself({ rules, entities }: Game): void {
  expect(rules.id).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(rules.modes).toHaveProperty(rules.defaultMode);
  expect(entities).toHaveProperty('state');
  expect(new Set(rules.reasons).size).toBe(rules.reasons.length);
  for (const reason of rules.reasons) expect(reason).toMatch(/^[a-z]+(_[a-z]+)*$/);
  for (const mode of Object.values(rules.modes)) expect(mode.seats).toBeGreaterThan(0);
}

function runScript(game: Game, { mode, seed, steps }: Script): Played {
  const played = open(game, mode, seed);
  const rng = seeded(seed);
  for (const step of steps) perform(game, played, step, rng);
  return played;
}

function refusalsChangeNothing(game: Game, { mode, seed, steps }: Script, refusals: Set<string>): void {
  const played = open(game, mode, seed);
  const rng = seeded(seed);
  const reasons: readonly string[] = [...game.rules.reasons, ...commonReasons];
  for (const step of steps) {
    const before = step.do === 'act' ? snapshot(played.match.state) : undefined;
    const entries = played.log.entries.length;
    const reason = perform(game, played, step, rng);
    if (reason === undefined) continue;
    expect(reasons).toContain(reason);
    expect(snapshot(played.match.state)).toEqual(before);
    expect(played.log.entries.length).toBe(entries);
    refusals.add(reason);
  }
}

const schemaMake = (game: Game) => onSchema(game.entities);

/** `replay` compares every hash of the log, so both replays pass only if they agree throughout. */
function replaysAlike(game: Game, log: MatchLog): void {
  const onPlain = replay(game.rules, log, { make: plain, sha256, actions: game.actions });
  const onWire = replay(game.rules, log, { make: schemaMake(game), sha256 });
  expect(snapshot(onWire.state)).toEqual(snapshot(onPlain.state));
}

/** Cuts a finished log somewhere, restores the state there from its snapshot, and goes on from that. */
function goesOnAlike(game: Game, log: MatchLog, n: number): void {
  const cut = (n * 7919) % log.entries.length;
  const [head, tail] = [log.entries.slice(0, cut), log.entries.slice(cut)];
  const whole = replay(game.rules, log, { make: plain, sha256 });
  for (const make of [plain, schemaMake(game)]) {
    const { state } = replay(game.rules, { ...log, entries: head }, { make, sha256 });
    const restored = restore(snapshot(state)) as typeof state;
    expect(snapshot(restored)).toEqual(snapshot(state));
    continueFrom(game, restored, tail, inputsAfter(head));
    const reached = stateHash(restored, sha256);
    expect(reached, `seed ${log.header.seed}, entry ${cut}`).toEqual(stateHash(whole.state, sha256));
  }
}

/** Follows a match as a client does, by patches: each field that it is sent has the value that the rules gave it. */
function decodesAlike(game: Game, played: Played): void {
  const encoder = new Encoder(played.match.state as MatchState & Schema);
  const decoder = Reflection.decode(Reflection.encode(encoder));
  decoder.decode(encoder.encodeAll());
  encoder.discardChanges();
  letBotsPlay(game, played, () => {
    decoder.decode(encoder.encode());
    encoder.discardChanges();
    expect(restore(snapshot(played.match.state))).toMatchObject(restore(snapshot(decoder.state)) as object);
  });
}

type ActionEntry = Extract<LogEntry, { kind: 'action' }>;
const actionsOf = (log: MatchLog): ActionEntry[] => log.entries.filter((entry) => entry.kind === 'action');

/** Alters a log in many places, one at a time, and has it judged. */
function findsAlterations(game: Game, log: MatchLog, tally: { altered: number; found: number }): void {
  const places = log.entries.flatMap((entry, at) => (entry.kind === 'action' ? [at] : []));
  const stride = Math.ceil(places.length / 20);
  for (let i = 0; i + 1 < places.length; i += stride) {
    const [at, following] = [places[i]!, places[i + 1]!];
    const [one, two] = [log.entries[at] as ActionEntry, log.entries[following] as ActionEntry];
    if (one.seat === two.seat && JSON.stringify(one.action) === JSON.stringify(two.action)) continue;
    judge(game, log, log.entries.toSpliced(at, 1), tally);
    judge(
      game,
      log,
      log.entries.with(at, { ...two, tick: one.tick }).with(following, { ...one, tick: two.tick }),
      tally,
    );
    judge(game, log, log.entries.with(at, { ...one, action: two.action }), tally);
  }
}

function judge(
  game: Game,
  log: MatchLog,
  entries: readonly LogEntry[],
  tally: { altered: number; found: number },
): void {
  tally.altered++;
  try {
    const { state } = replay(game.rules, { ...log, entries }, { make: plain, sha256 });
    const honest = replay(game.rules, log, { make: plain, sha256 });
    expect(snapshot(state), `seed ${log.header.seed}: an altered log was believed`).toEqual(snapshot(honest.state));
  } catch (error) {
    if (!(error instanceof Divergence)) throw error;
    tally.found++;
  }
}

/** Runs a part with a seed, and names the seed in whatever it throws. */
function naming<Result>(seed: string, run: (seed: string) => Result): Result {
  try {
    return run(seed);
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}
