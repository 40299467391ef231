// Short arenas and hand-made situations for tests.

import { arena } from '../../../src/games/arena/index.ts';
import { type ArenaInput, readInput } from '../../../src/games/arena/input.ts';
import { type ArenaMode, arenaMode, modes } from '../../../src/games/arena/modes.ts';
import { rules } from '../../../src/games/arena/rules.ts';
import { pastAt } from '../../../src/games/arena/history.ts';
import type { ArenaEntities } from '../../../src/games/arena/world.ts';
import type { ArenaState, Player } from '../../../src/games/arena/state.ts';
import { type Game, type Make, onSchema } from '../../../src/games/kit/game.ts';
import { seeded } from '../../../src/games/kit/rng.ts';
import { seedOf } from '../driver.ts';

export const onPlain: Make<ArenaEntities> = (_kind, fields) => fields;
export const onWire = onSchema(arena.entities) as unknown as Make<ArenaEntities>;

/** The arena with every mode cut down to so many seconds and kills. */
export function shortened(seconds: number, scoreLimit: number): Game {
  const short = Object.entries<ArenaMode>(modes).map(([id, mode]) => [id, { ...mode, seconds, scoreLimit }]);
  return { ...arena, rules: { ...arena.rules, modes: Object.fromEntries(short) } } as Game;
}

export const start = (mode: ArenaMode = modes.duel, seed = seedOf('arena', 0)): ArenaState =>
  rules.setup(onPlain, mode, seeded(seed));

/** A crowd of one side each, or of `teams`, for as many seats as a situation needs. */
export const startFor = (seats: number, settings: Parameters<typeof arenaMode>[2] = {}): ArenaState =>
  start(arenaMode('Test', seats, settings));

/** What a well-behaved client of a player without lag would have logged. */
export const want = (raw: Partial<Record<keyof ArenaInput, number>> = {}): ArenaInput =>
  readInput(raw, raw.seenAgo ?? 0);

export function advance(state: ArenaState, inputs: readonly (ArenaInput | undefined)[] = [], ticks = 1): void {
  for (let i = 0; i < ticks; i++) {
    state.tick += 1;
    rules.step!(state, inputs, onPlain);
  }
}

/** Puts a player somewhere, as if it had stood there for a while. */
export function put(state: ArenaState, seat: number, x: number, y: number): Player {
  const player = state.players[seat]!;
  return Object.assign(player, { x, y, past: pastAt(x, y) });
}
