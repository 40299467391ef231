// What a position is worth to the side that has just moved into it, in centipawns: material, what hangs, where the
// pieces stand and how little the opponent can do. Looks at no further move.

import {
  type Board,
  EMPTY,
  fileOf,
  KING,
  kindOf,
  PAWN,
  pieceOf,
  rankOf,
  type Side,
  sideOf,
  type Square,
} from './board.ts';
import { exchange, values } from './exchange.ts';
import type { Position } from './position.ts';

/** Below this much material a king has nothing to fear in the centre, and can be hunted. */
const ENDGAME = 1_400;

/** Material of one side without its king. */
export function material(board: Board, side: Side): number {
  let sum = 0;
  for (const piece of board) {
    if (piece !== EMPTY && sideOf(piece) === side && kindOf(piece) !== KING) sum += values[kindOf(piece)]!;
  }
  return sum;
}

export function evaluate(after: Position, replies: number): number {
  const { board, kings } = after;
  const side = 1 - after.turn;
  const theirs = material(board, after.turn);
  const endgame = theirs < ENDGAME;
  const hunt = endgame ? cornering(kings[side]!, kings[after.turn]!) : 0;
  return material(board, side) - theirs - hanging(board, side) + standing(board, side, endgame) + hunt - 2 * replies;
}

/** The same, but alike for both sides, so that it does not sway with whose move it is. */
export function lead(after: Position): number {
  const side = 1 - after.turn;
  return worth(after, side) - worth(after, after.turn) - hanging(after.board, side);
}

function worth({ board, kings }: Position, side: Side): number {
  const endgame = material(board, 1 - side) < ENDGAME;
  const hunt = endgame ? cornering(kings[side]!, kings[1 - side]!) : 0;
  return material(board, side) + standing(board, side, endgame) + hunt;
}

/** The most that the opponent wins at once by capturing. */
function hanging(board: Board, side: Side): number {
  let most = 0;
  for (let square = 0; square < 64; square++) {
    const piece = board[square]!;
    if (piece !== EMPTY && sideOf(piece) === side) most = Math.max(most, exchange(board, square, 1 - side));
  }
  return most;
}

function standing(board: Board, side: Side, endgame: boolean): number {
  let sum = 0;
  for (let square = 0; square < 64; square++) {
    const piece = board[square]!;
    if (piece === EMPTY || sideOf(piece) !== side) continue;
    if (piece === pieceOf(side, PAWN)) sum += Math.abs(rankOf(square) - 7 * side) * (endgame ? 12 : 4);
    else if (piece === pieceOf(side, KING)) sum += centrality(square) * (endgame ? 0 : -10);
    else sum += centrality(square) * 4;
  }
  return sum;
}

/** How near their king is to the edge and to ours: what mating with few pieces takes. */
function cornering(king: Square, prey: Square): number {
  const distance = Math.max(Math.abs(fileOf(king) - fileOf(prey)), Math.abs(rankOf(king) - rankOf(prey)));
  return 20 * (6 - centrality(prey)) - 10 * distance;
}

/** 0 in a corner, 6 in the middle. */
const centrality = (square: Square): number =>
  Math.min(fileOf(square), 7 - fileOf(square)) + Math.min(rankOf(square), 7 - rankOf(square));
