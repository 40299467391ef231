// Matches of modelled players, played on plain states: their logs, and what was refused beside them.

import type { BesideLog } from '../../../src/anticheat/review.ts';
import { arena } from '../../../src/games/arena/index.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import {
  type Game,
  headerOf,
  type LogEntry,
  Match,
  type MatchLog,
  modeOf,
  plain,
  type RngWords,
  seeded,
} from '../../../src/games/kit/index.ts';
import { RefusalTally } from '../../../src/services/refusal-tally.ts';
import { sha256 } from '../../../src/services/sha256.ts';
import type { ArenaPlayer } from './arena.ts';
import type { TurnPlayer } from './turns.ts';

export interface PlayedMatch {
  readonly game: Game;
  readonly log: MatchLog;
  readonly beside: BesideLog;
}

/** Players sit down with an rng of their own. */
export type Sit<Player> = (rng: RngWords, seat: number) => Player;

const longestMemory = 45;

function open(game: Game, mode: string, seed: string): { match: Match; log: MatchLog; rngs: RngWords[] } {
  const seats = Array.from({ length: modeOf(game.rules, mode).seats }, (_, seat) => `player-${seat}`);
  const entries: LogEntry[] = [];
  const header = headerOf(game, { matchId: seed, mode, seed, seats });
  const match = new Match(game.rules, header, { make: plain, sha256, record: (entry) => entries.push(entry) });
  const rngs = seats.map((_, seat) => seeded(seed.slice(0, -2) + seat.toString(16).padStart(2, '0')));
  return { match, log: { header, entries }, rngs };
}

/** `forge` lets a test write inputs that no server would have taken. */
export function playArena(mode: string, seed: string, sit: Sit<ArenaPlayer>, forge = false): PlayedMatch {
  const { match, log, rngs } = open(arena, mode, seed);
  const players = rngs.map((rng, seat) => sit(rng, seat));
  const past: ArenaState[] = [];
  while (!match.outcome) {
    const state = match.state as ArenaState;
    past.unshift(structuredClone(state));
    past.length = Math.min(past.length, longestMemory);
    const ago = (ticks: number): ArenaState => past[Math.min(ticks, past.length - 1)]!;
    const inputs = players.map((player, seat) => player({ state, ago, seat, rng: rngs[seat]! }));
    match.input(inputs.map((input, seat) => [seat, forge ? input : arena.inputs!.read(input, input.seenAgo)]));
    match.advance();
  }
  return { game: arena, log, beside: {} };
}

export function playTurns(game: Game, mode: string, seed: string, sit: Sit<TurnPlayer>): PlayedMatch {
  const { match, log, rngs } = open(game, mode, seed);
  const players = rngs.map((rng, seat) => sit(rng, seat));
  const tally = new RefusalTally();
  const act = (seat: number, action: unknown): void => {
    const reason = match.act(seat, action);
    if (reason !== undefined) tally.add(seat, reason, match.state.tick);
  };
  // Who has something to do before there are turns does it at once.
  for (const [seat, player] of players.entries()) {
    if (game.rules.turn!(match.state) === undefined) act(seat, player.act(match.state, seat));
  }
  while (!match.outcome) {
    const seat = game.rules.turn!(match.state)!;
    const player = players[seat]!;
    const dueTick = match.state.tick + player.think(match.state, seat);
    while (match.state.tick < dueTick && !match.outcome) match.advance();
    for (const action of player.slip?.(match.state, seat) ?? []) act(seat, action);
    if (!match.outcome) act(seat, player.act(match.state, seat));
  }
  return { game, log, beside: { refusals: tally.bySeat(log.header.seats.length) } };
}
