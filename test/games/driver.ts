// Plays matches for tests: by bots or by a script, on plain or on schema objects, and keeps their logs.

import { createHash } from 'node:crypto';

import type { Game, Input, Make, MatchState, Seat } from '../../src/games/kit/game.ts';
import { plain } from '../../src/games/kit/game.ts';
import { headerOf, type LogEntry, type MatchLog, type SeatEvent } from '../../src/games/kit/log.ts';
import { Match, modeOf } from '../../src/games/kit/match.ts';
import { below, seeded } from '../../src/games/kit/rng.ts';
import type { Sha256 } from '../../src/games/kit/snapshot.ts';

export const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

/** A seed for the n-th match of a test; the same on every run. */
export const seedOf = (label: string, n: number): string =>
  createHash('sha256').update(`${label} ${n}`).digest('hex').slice(0, 32);

export interface Played {
  readonly match: Match;
  readonly log: MatchLog & { readonly entries: LogEntry[] };
}

export function open(game: Game, mode: string, seed: string, make: Make = plain): Played {
  const seats = Array.from({ length: modeOf(game.rules, mode).seats }, (_, seat) => `player-${seat}`);
  const header = headerOf(game, { matchId: seed, mode, seed, seats });
  const entries: LogEntry[] = [];
  const match = new Match(game.rules, header, { make, sha256, record: (entry) => entries.push(entry) });
  return { match, log: { header, entries } };
}

const TOO_LONG_SECONDS = 4 * 60 * 60;
const SLOWEST_TICKS = 4;

/** A match of bots against bots up to its end. */
export const playBots = (game: Game, mode: string, seed: string, make: Make = plain): Played =>
  letBotsPlay(game, open(game, mode, seed, make));

/** Lets bots play a match out. Time passes unevenly, so that clocks and delays have their say. */
export function letBotsPlay(game: Game, played: Played, afterRound: () => void = () => {}): Played {
  const { match } = played;
  const { seed } = played.log.header;
  const rng = seeded(seed);
  while (!match.outcome) {
    if (match.state.tick > TOO_LONG_SECONDS * game.rules.tickRate) throw new Error('the match does not end');
    for (const seat of played.log.header.seats.keys()) actAsBot(game, match, seat, rng);
    for (let ticks = 1 + below(rng, SLOWEST_TICKS); ticks > 0; ticks--) match.advance();
    afterRound();
  }
  return played;
}

/** Lets a bot act if it has something to do; throws if the rules refuse it. */
function actAsBot(game: Game, match: Match, seat: Seat, rng: number[]): unknown {
  const action = match.outcome ? undefined : game.bot(match.state, seat, rng);
  if (game.inputs) match.input([[seat, action as Input | undefined]]);
  const reason = action === undefined || game.inputs ? undefined : match.act(seat, action);
  if (reason !== undefined) throw new Error(`the bot's ${JSON.stringify(action)} is refused: ${reason}`);
  return action;
}

export type Step =
  | { readonly do: 'bot'; readonly seat: Seat }
  | { readonly do: 'act'; readonly seat: Seat; readonly action: unknown }
  | {
      readonly do: 'input';
      readonly seat: Seat;
      readonly raw: Readonly<Record<string, unknown>>;
      readonly seenAgo: number;
    }
  | { readonly do: 'seat'; readonly seat: Seat; readonly event: SeatEvent }
  | { readonly do: 'wait'; readonly ticks: number };

/** Carries out a script's step; returns why the rules refused it, if they did. Seats count around. */
export function perform(game: Game, { match, log }: Played, step: Step, rng: number[]): string | undefined {
  const seats = log.header.seats.length;
  switch (step.do) {
    case 'bot':
      actAsBot(game, match, step.seat % seats, rng);
      return undefined;
    case 'act':
      return match.act(step.seat % seats, step.action);
    case 'input':
      match.input([[step.seat % seats, game.inputs?.read(step.raw, step.seenAgo)]]);
      return undefined;
    case 'seat':
      match.seatEvent(step.seat % seats, step.event);
      return undefined;
    case 'wait':
      for (let i = 0; i < step.ticks; i++) match.advance();
      return undefined;
  }
}

/** Each seat's input after these entries. */
export function inputsAfter(entries: readonly LogEntry[]): (Input | undefined)[] {
  const inputs: (Input | undefined)[] = [];
  for (const entry of entries) hear(entry, inputs);
  return inputs;
}

function hear(entry: LogEntry, inputs: (Input | undefined)[]): void {
  if (entry.kind === 'inputs') for (const [seat, input] of entry.changes) inputs[seat] = input;
}

/** Goes on from a plain state, without a Match, through entries that follow it. */
export function continueFrom(
  { rules }: Game,
  state: MatchState,
  entries: readonly LogEntry[],
  inputs: (Input | undefined)[],
): MatchState {
  for (const entry of entries) {
    while (state.tick < entry.tick) {
      state.tick += 1;
      rules.step?.(state, inputs, plain);
    }
    hear(entry, inputs);
    if (entry.kind === 'action') rules.apply(state, entry.seat, entry.action, plain);
    if (entry.kind === 'leave' || entry.kind === 'timeout') rules.leave(state, entry.seat);
  }
  return state;
}
