// What the material on the board says about draws: whether a side could still mate.

import { BISHOP, type Board, isDark, kindOf, KNIGHT, PAWN, pieceOf, QUEEN, ROOK, type Side } from './board.ts';

const tally = new Uint8Array(16);

/**
 * Whether a side can't mate by any sequence of legal moves, as far as material tells (the criterion of python-chess and
 * lichess): a bare king; one knight against a king with at most queens; bishops that all stand on one colour, with no
 * bishop on the other and no knight or pawn to help.
 */
export function cannotMate(board: Board, side: Side): boolean {
  tally.fill(0);
  for (const piece of board) tally[piece]! += 1;
  const own = (kind: number): number => tally[pieceOf(side, kind)]!;
  const others = (kind: number): number => tally[pieceOf(1 - side, kind)]!;
  if (own(PAWN) + own(ROOK) + own(QUEEN) > 0) return false;
  if (own(KNIGHT) > 0) {
    const helpers = others(PAWN) + others(KNIGHT) + others(BISHOP) + others(ROOK);
    return own(KNIGHT) === 1 && own(BISHOP) === 0 && helpers === 0;
  }
  if (own(BISHOP) === 0) return true;
  return others(PAWN) + others(KNIGHT) === 0 && bishopsShareColour(board);
}

/** Neither side has the material to mate: king against king, a lone minor piece, or bishops all of one colour. */
export const isDeadDraw = (board: Board): boolean => cannotMate(board, 0) && cannotMate(board, 1);

function bishopsShareColour(board: Board): boolean {
  let dark = 0;
  let light = 0;
  board.forEach((piece, square) => {
    if (kindOf(piece) !== BISHOP) return;
    if (isDark(square)) dark++;
    else light++;
  });
  return dark === 0 || light === 0;
}
