// Castling as Chess960 has it, of which the usual one is a case: king and rook may start anywhere on the back rank
// and end where they always do (FIDE Laws of Chess, Guidelines II).

import { EMPTY, fileOf, isAttacked, KING, kindOf, pieceOf, ROOK, type Square } from './board.ts';
import { isEmpty, isOwn, type Position } from './position.ts';

const KING_START = 4;
const kingGoal = (king: Square, rook: Square): Square => king - fileOf(king) + (rook > king ? 6 : 2);
const rookGoal = (king: Square, rook: Square): Square => king - fileOf(king) + (rook > king ? 5 : 3);

/** A castling move is coded as the king taking its own rook, since its goal may be its start or the rook's square. */
export const isCastling = (position: Position, from: Square, to: Square): boolean =>
  kindOf(position.board[from]!) === KING && isOwn(position, to);

/** Where UCI says that the king goes: its goal from the usual squares, else the rook's own square. */
export function castlingTarget(king: Square, rook: Square): Square {
  const usual = fileOf(king) === KING_START && (fileOf(rook) === 0 || fileOf(rook) === 7);
  return usual ? kingGoal(king, rook) : rook;
}

/** Whether nothing stands between king, rook and their goals. */
export function castlingIsClear(position: Position, king: Square, rook: Square): boolean {
  const kingTo = kingGoal(king, rook);
  const rookTo = rookGoal(king, rook);
  const last = Math.max(king, rook, kingTo, rookTo);
  for (let square = Math.min(king, rook, kingTo, rookTo); square <= last; square++) {
    if (square !== king && square !== rook && !isEmpty(position, square)) return false;
  }
  return true;
}

/** Whether the king castles neither out of check, nor through it, nor into it. */
export function castlingIsSafe(position: Position, king: Square, rook: Square): boolean {
  const { board, turn } = position;
  const goal = kingGoal(king, rook);
  for (let square = Math.min(king, goal); square <= Math.max(king, goal); square++) {
    if (isAttacked(board, square, 1 - turn)) return false;
  }
  // The rook may have been what shielded the goal along the back rank.
  board[rook] = EMPTY;
  const safe = !isAttacked(board, goal, 1 - turn);
  board[rook] = pieceOf(turn, ROOK);
  return safe;
}

export function castle(position: Position, king: Square, rook: Square): void {
  const { board, turn, kings } = position;
  board[king] = EMPTY;
  board[rook] = EMPTY;
  board[kingGoal(king, rook)] = pieceOf(turn, KING);
  board[rookGoal(king, rook)] = pieceOf(turn, ROOK);
  kings[turn] = kingGoal(king, rook);
}
