// A person at a game that has turns, modelled: the game's bot chooses, and takes as long as people do. Thinking times are
// log-normal around a share of the clock, which is assumed; now and then a move is ready before the other has moved, and
// now and then one is tried that is not allowed.

import type { Game, MatchState, RngWords, Seat } from '../../../src/games/kit/index.ts';
import { normal, uniform } from './chance.ts';

export interface TurnPlayer {
  /** Ticks from the turn's begin to its move. */
  readonly think: (state: MatchState, seat: Seat) => number;
  /** What it does then. */
  readonly act: (state: MatchState, seat: Seat) => unknown;
  /** Sent just before a move, and perhaps refused. */
  readonly slip?: (state: MatchState, seat: Seat) => readonly unknown[];
}

export function turnPerson(game: Game, rng: RngWords): TurnPlayer {
  const foresight = 0.25 * uniform(rng);
  const pace = 0.6 + uniform(rng);
  return {
    think(state, seat) {
      if (uniform(rng) < foresight) return 1;
      const seconds = pace * usualSeconds(game, state, seat) * Math.exp(0.8 * normal(rng));
      return Math.max(2, Math.round(seconds * game.rules.tickRate));
    },
    act: (state, seat) => game.bot(state, seat, rng),
    // The last move of the other, as if it were one's own; or a shot at where one has fired before.
    slip: () => (uniform(rng) < 0.03 ? [notAllowed(game)] : []),
  };
}

/** A fortieth of a chess clock; otherwise what a shot at an unknown sea takes. */
function usualSeconds(game: Game, state: MatchState, seat: Seat): number {
  const clocks = (state as MatchState & { clocks?: ArrayLike<number> }).clocks;
  return clocks?.length ? Math.max(0.3, (clocks[seat]! / game.rules.tickRate) * (1 / 40)) : 2.5;
}

/** Well-formed, and never legal. */
export const notAllowed = (game: Game): unknown =>
  game.rules.id === 'chess' ? { type: 'move', move: 'a1a1' } : { type: 'place', ships: [] };
