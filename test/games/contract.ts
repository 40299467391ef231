// The contract that every game passes: `describeGame(game)` in the game's own test folder. It knows no game; it plays
// with the game's bot and with arbitrary actions, and fails with the seed that repeats the failure.

import { Decoder, Encoder, type Schema } from '@colyseus/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type Game, onSchema, plain } from '../../src/games/kit/game.ts';
import type { MatchLog } from '../../src/games/kit/log.ts';
import { commonReasons } from '../../src/games/kit/match.ts';
import { replay } from '../../src/games/kit/replay.ts';
import { seeded } from '../../src/games/kit/rng.ts';
import { restore, snapshot, stateHash } from '../../src/games/kit/snapshot.ts';
import { findsAlterations } from './alterations.ts';
import { analysesAlike } from './analysis.ts';
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
} from './driver.ts';
import { Wire } from './wire.ts';
import { rawInputs, runScript, type Script, scriptsFor } from './scripts.ts';

const ROUNDS_BETWEEN_JOINS = 5;

export interface ContractOptions {
  /** Well-formed actions, legal or not; what bots do is always among those tried. */
  readonly actions?: fc.Arbitrary<unknown> | undefined;
  /** How many arbitrary matches of each mode must replay alike. */
  readonly scripts?: number;
  /** How many matches of bots against bots must end in each mode. */
  readonly selfPlay?: number;
  /** Told for each mode how many of them ended in which way. */
  readonly onEndings?: (endings: Readonly<Record<string, number>>, mode: string) => void;
}

export function describeGame(game: Game, options: ContractOptions = {}): void {
  describe(`the contract of ${game.rules.id}`, () => {
    it('[G1] declares itself completely', () => declaresItself(game));

    if (game.inputs) {
      it('[V3] whatever a client sends is read as one well-formed input', () => {
        const seenAgo = fc.oneof(fc.integer(), fc.double());
        fc.assert(fc.property(rawInputs(game), seenAgo, (raw, ago) => readsWell(game, raw, ago)));
      });
    }

    const modes = Object.keys(game.rules.modes);
    describe.each(modes)('in mode %s', (mode) => describeMode(game, mode, options));
  });
}

function describeMode(game: Game, mode: string, options: ContractOptions): void {
  const botMatch = (label: string, n: number): Played =>
    naming(seedOf(`${label} ${mode}`, n), (seed) => playBots(game, mode, seed));
  const scripts = scriptsFor(game, options.actions, [mode]);

  it('[G1] [V1] a refused action changes neither state nor log, and its reason is declared', () => {
    const refusals = new Set<string>();
    fc.assert(
      fc.property(scripts, (script) => refusalsChangeNothing(game, script, refusals)),
      { numRuns: 60 },
    );
    expect([...refusals]).not.toEqual([]);
  });

  it('[G2] [G1] one log gives one state, on plain and on schema objects', () => {
    const same = (script: Script): void => replaysAlike(game, runScript(game, script).log);
    fc.assert(fc.property(scripts, same), { numRuns: options.scripts ?? 20 });
    for (let n = 0; n < 4; n++) replaysAlike(game, botMatch('alike', n).log);
  });

  it('[G2] a restored snapshot goes on as the state itself would', () => {
    for (let n = 0; n < 4; n++) goesOnAlike(game, botMatch('restore', n).log, n);
  });

  it('[G4] a client decodes what the rules wrote', () => {
    const played = open(game, mode, seedOf('decode', 0), schemaMake(game));
    naming(played.log.header.seed, () => decodesAlike(game, played));
  });

  if (game.rules.view) {
    it('[G5] [W3] a bot plays by no more than its seat is sent', () => {
      const played = open(game, mode, seedOf('bot in the dark', 0), schemaMake(game));
      naming(played.log.header.seed, () => botsPlayInTheDark(game, played));
    });
  }

  it('[G2] one seed gives one log', () => {
    const { log } = botMatch('determinism', 0);
    expect(botMatch('determinism', 0).log).toEqual(log);
    expect(playBots(game, mode, log.header.seed, schemaMake(game)).log).toEqual(log);
  });

  if (game.analysis) {
    it('[L7] its analysis tells the same on plain and on schema objects', () => {
      const same = (script: Script): void => analysesAlike(game, runScript(game, script).log);
      fc.assert(fc.property(scripts, same), { numRuns: 12 });
      for (let n = 0; n < 2; n++) analysesAlike(game, botMatch('analysis', n).log);
    });
  }

  it('[L3] [V1] a log from which an action or input was taken, swapped or altered is found out', () => {
    const tally = { altered: 0, found: 0 };
    for (let n = 0; n < 4; n++) findsAlterations(game, botMatch('tamper', n).log, tally);
    // The others are harmless, since they led to the same state: an action without effect, a glance between two shots.
    expect(tally.found / tally.altered).toBeGreaterThan(game.inputs ? 0.5 : 0.9);
  });

  const selfPlay = options.selfPlay ?? 25;
  it(`[G5] ${selfPlay} matches of bots end, and replay to the same outcome`, { timeout: 300_000 }, () => {
    const endings: Record<string, number> = {};
    for (let n = 0; n < selfPlay; n++) {
      const { match, log } = botMatch('self-play', n);
      const replayed = replay(game.rules, log, { make: plain, sha256, ...shapesOf(game) });
      expect(replayed.outcome, `seed ${log.header.seed}`).toEqual(match.outcome);
      endings[match.outcome!.reason] = (endings[match.outcome!.reason] ?? 0) + 1;
    }
    options.onEndings?.(endings, mode);
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

/** An input that the log may hold, that reads as itself, and that the wire can carry. */
function readsWell({ inputs }: Game, raw: Readonly<Record<string, unknown>>, seenAgo: number): void {
  const input = inputs!.read(raw, seenAgo);
  for (const value of Object.values(input)) expect(Number.isSafeInteger(value)).toBe(true);
  expect(inputs!.read(input, input['seenAgo'] ?? 0)).toEqual(input);
  const { seenAgo: _, ...sent } = input;
  const received = new inputs!.schema() as Schema;
  new Decoder(received).decode(new Encoder(new inputs!.schema().assign(sent) as Schema).encodeAll());
  expect(received.toJSON()).toEqual(sent);
}

const shapesOf = ({ actions, inputs }: Game) => ({ actions, ...(inputs && { inputs }) });

const schemaMake = (game: Game) => onSchema(game.entities);

/** `replay` compares every hash of the log, so both replays pass only if they agree throughout. */
function replaysAlike(game: Game, log: MatchLog): void {
  const onPlain = replay(game.rules, log, { make: plain, sha256, ...shapesOf(game) });
  const onWire = replay(game.rules, log, { make: schemaMake(game), sha256 });
  expect(snapshot(onWire.state)).toEqual(snapshot(onPlain.state));
}

/** Cuts a finished log somewhere before its last action, restores the state there from its snapshot, and goes on from that. */
function goesOnAlike(game: Game, log: MatchLog, n: number): void {
  const cut = (n * 7919) % (log.entries.length - 1);
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

/** Follows a match as clients do, by patches: each field that a client is sent has the value that the rules gave it. */
function decodesAlike(game: Game, played: Played): void {
  const wire = new Wire(game, played.match.state, played.log.header.seats.length);
  let rounds = 0;
  letBotsPlay(game, played, () => {
    wire.patch();
    const state = restore(snapshot(played.match.state));
    // Joining anew takes much longer than a patch.
    const joining = rounds++ % ROUNDS_BETWEEN_JOINS === 0 ? wire.clients.map(({ seat }) => wire.rejoin(seat)) : [];
    const clients = [...wire.clients, ...joining];
    for (const { decoder } of clients) expect(state).toMatchObject(restore(snapshot(decoder.state)) as object);
  });
}

/** Each seat's bot chooses the same on the state as that seat's client has it. */
function botsPlayInTheDark(game: Game, played: Played): void {
  const { state } = played.match;
  const wire = new Wire(game, state, played.log.header.seats.length);
  letBotsPlay(game, played, () => {
    wire.patch();
    if (played.match.outcome) return;
    for (const { seat, decoder } of wire.clients) {
      if (seat === undefined) continue;
      const [rng, same] = [seeded(played.log.header.seed), seeded(played.log.header.seed)];
      expect(game.bot(decoder.state as never, seat, rng)).toEqual(game.bot(state, seat, same));
    }
  });
}

/** Runs a part with a seed, and names the seed in whatever it throws. */
function naming<Result>(seed: string, run: (seed: string) => Result): Result {
  try {
    return run(seed);
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}
