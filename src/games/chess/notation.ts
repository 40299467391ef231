// Squares and moves as text: UCI, the notation of chess engines (e2e4, e7e8q, e1g1).

import { type Square, fileOf, KING, kindOf, KNIGHT, NO_SQUARE, QUEEN, rankOf } from './board.ts';
import { castlingTarget, isCastling } from './castling.ts';
import { fromOf, type Move, move, promotionOf, toOf } from './moves.ts';
import type { Position } from './position.ts';

/** No square moves to itself, so this is never a legal move. */
const NO_MOVE: Move = 0;

/** By kind, in lower case. */
export const pieceLetters = '-pnbrqk';

export const squareName = (square: Square): string => 'abcdefgh'.charAt(fileOf(square)) + (rankOf(square) + 1);
export const squareNamed = (name: string): Square => (name.charCodeAt(1) - 49) * 8 + name.charCodeAt(0) - 97;

export function uci(position: Position, code: Move): string {
  const from = fromOf(code);
  const to = isCastling(position, from, toOf(code)) ? castlingTarget(from, toOf(code)) : toOf(code);
  const promotion = promotionOf(code);
  return squareName(from) + squareName(to) + (promotion === 0 ? '' : pieceLetters.charAt(promotion));
}

/** The move that a well-formed text means here, or NO_MOVE. A move has one spelling: e1h1 is not another e1g1. */
export function moveNamed(position: Position, text: string): Move {
  const from = squareNamed(text);
  const to = squareNamed(text.slice(2));
  if (kindOf(position.board[from]!) === KING) {
    for (const rook of position.castling.subarray(position.turn * 2, position.turn * 2 + 2)) {
      if (rook === NO_SQUARE) continue;
      if (castlingTarget(from, rook) === to) return move(from, rook);
      if (rook === to) return NO_MOVE;
    }
  }
  const kind = text.length > 4 ? pieceLetters.indexOf(text.charAt(4)) : 0;
  return kind === 0 || (kind >= KNIGHT && kind <= QUEEN) ? move(from, to, kind) : NO_MOVE;
}
