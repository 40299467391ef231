// Static exchange evaluation: what a side wins by capturing on a square if both go on taking there while it pays,
// each with its cheapest piece (chessprogramming.org, "Static Exchange Evaluation").

import {
  BISHOP,
  type Board,
  DIAGONALS,
  EMPTY,
  KING,
  kindOf,
  kingSteps,
  KNIGHT,
  knightSteps,
  NO_SQUARE,
  PAWN,
  pawnCaptures,
  pieceOf,
  QUEEN,
  rays,
  ROOK,
  type Side,
  sideOf,
  type Square,
} from './board.ts';

/** Centipawns by kind. The king's stands for "never to be lost". */
export const values = [0, 100, 320, 330, 500, 900, 20_000] as const;

export function exchange(board: Board, square: Square, side: Side): number {
  const from = cheapestAttacker(board, square, side);
  if (from === NO_SQUARE) return 0;
  const attacker = board[from]!;
  const target = board[square]!;
  board[from] = EMPTY;
  board[square] = attacker;
  const won = values[kindOf(target)]! - exchange(board, square, 1 - side);
  board[from] = attacker;
  board[square] = target;
  return Math.max(0, won);
}

function cheapestAttacker(board: Board, square: Square, side: Side): Square {
  for (const from of pawnCaptures[1 - side]![square]!) if (board[from] === pieceOf(side, PAWN)) return from;
  for (const from of knightSteps[square]!) if (board[from] === pieceOf(side, KNIGHT)) return from;
  let best = NO_SQUARE;
  let cheapest = KING;
  const lines = rays[square]!;
  for (let direction = 0; direction < 8; direction++) {
    const from = firstPiece(board, lines[direction]!);
    if (from === NO_SQUARE || sideOf(board[from]!) !== side) continue;
    const kind = kindOf(board[from]!);
    const slides = kind === QUEEN || kind === (direction < DIAGONALS ? ROOK : BISHOP);
    if (slides && kind < cheapest) [best, cheapest] = [from, kind];
  }
  if (best !== NO_SQUARE) return best;
  return kingSteps[square]!.find((from) => board[from] === pieceOf(side, KING)) ?? NO_SQUARE;
}

function firstPiece(board: Board, line: readonly Square[]): Square {
  for (const square of line) if (board[square] !== EMPTY) return square;
  return NO_SQUARE;
}
