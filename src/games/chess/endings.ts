// How a match ends, and what that means for its seats.

import type { Outcome, Seat } from '../kit/game.ts';
import { charge } from './clock.ts';
import { isDeadDraw } from './draws.ts';
import { epd } from './fen.ts';
import { hasLegalMove } from './play.ts';
import { inCheck, type Position } from './position.ts';
import type { ChessState } from './state.ts';

export type Ending =
  | 'checkmate'
  | 'stalemate'
  | 'insufficient_material'
  | 'threefold_repetition'
  | 'fifty_moves'
  | 'agreement'
  | 'resignation'
  | 'abandonment'
  | 'time'
  | 'time_vs_insufficient_material';

export const NOBODY: Seat = -1;
const REPETITIONS = 3;
const FIFTY_MOVES_IN_PLIES = 100;

/** Ends the match; with `NOBODY` as the winner it is a draw. */
export function end(state: ChessState, winner: Seat, ending: Ending): void {
  charge(state, 0);
  state.drawOffer = NOBODY;
  state.winner = winner;
  state.ending = ending;
}

export function outcome(state: ChessState): Outcome | undefined {
  if (state.ending === '') return undefined;
  const ranks = [0, 1].map((seat) => (state.winner === NOBODY || state.winner === seat ? 1 : 2));
  return { ranks, reason: state.ending };
}

/** Ends the match if the move that led to this position does. Mate comes before any draw. */
export function judge(state: ChessState, position: Position): void {
  state.check = inCheck(position);
  if (!hasLegalMove(position)) {
    if (state.check) end(state, 1 - position.turn, 'checkmate');
    else end(state, NOBODY, 'stalemate');
    return;
  }
  if (position.halfmoves === 0) state.positions = [];
  const present = epd(position);
  state.positions.push(present);
  if (isDeadDraw(position.board)) end(state, NOBODY, 'insufficient_material');
  else if (occurrences(state.positions, present) >= REPETITIONS) end(state, NOBODY, 'threefold_repetition');
  else if (position.halfmoves >= FIFTY_MOVES_IN_PLIES) end(state, NOBODY, 'fifty_moves');
}

function occurrences(positions: readonly string[], present: string): number {
  let found = 0;
  for (const position of positions) if (position === present) found++;
  return found;
}
