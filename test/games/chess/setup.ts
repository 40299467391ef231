// Chess matches in any position, for tests.

import type { Make, RngWords } from '../../../src/games/kit/game.ts';
import { below } from '../../../src/games/kit/rng.ts';
import type { ChessAction } from '../../../src/games/chess/actions.ts';
import { fromFen, START } from '../../../src/games/chess/fen.ts';
import { type ChessMode, modes } from '../../../src/games/chess/modes.ts';
import { moveList } from '../../../src/games/chess/moves.ts';
import { uci } from '../../../src/games/chess/notation.ts';
import { legalMoves } from '../../../src/games/chess/play.ts';
import { emptyPosition, load } from '../../../src/games/chess/position.ts';
import { begin, type ChessEntities, type ChessReason, rules } from '../../../src/games/chess/rules.ts';
import type { ChessState } from '../../../src/games/chess/state.ts';

const make: Make<ChessEntities> = (_kind, fields) => fields;

export const startFrom = (fen: string = START, mode: ChessMode = modes.untimed): ChessState =>
  begin(make, mode, fromFen(fen));

/** Acts if the rules allow it; else returns their reason. */
export function act(state: ChessState, seat: number, action: ChessAction): ChessReason | undefined {
  const reason = rules.refuse(state, seat, action);
  if (reason === undefined) rules.apply(state, seat, action, make);
  return reason;
}

/** Plays moves in turn, given in UCI and parted by spaces; throws at one that is refused. */
export function playMoves(state: ChessState, moves: string): ChessState {
  for (const move of moves.split(' ')) {
    const reason = act(state, state.turn, { type: 'move', move });
    if (reason) throw new Error(`${move} is refused: ${reason}`);
  }
  return state;
}

export function wait(state: ChessState, ticks: number): ChessState {
  for (let i = 0; i < ticks; i++) {
    state.tick += 1;
    rules.step?.(state, [], make);
  }
  return state;
}

const position = emptyPosition();
const list = moveList();

/** All legal moves in UCI. */
export function movesIn(state: ChessState): string[] {
  legalMoves(list, load(position, state));
  return Array.from(list.moves.subarray(0, list.count), (move) => uci(position, move));
}

export function randomMove(state: ChessState, rng: RngWords): string {
  legalMoves(list, load(position, state));
  return uci(position, list.moves[below(rng, list.count)]!);
}
