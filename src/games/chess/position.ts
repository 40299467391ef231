// A position to think in: what the rules of movement look at, in flat arrays that are allocated once and refilled.

import { type Board, EMPTY, isAttacked, KING, kindOf, NO_SQUARE, sideOf, type Side, type Square } from './board.ts';

export interface Position {
  readonly board: Board;
  turn: Side;
  /** The squares of the rooks that may still castle: white's h-side, white's a-side, black's h-side, black's a-side. */
  readonly castling: Int8Array;
  /** Where an en passant capture would land; only while one is legal. */
  enPassant: Square;
  /** Plies since the last capture or pawn move. */
  halfmoves: number;
  /** Each side's king: follows from the board, kept for speed. */
  readonly kings: Int8Array;
}

/** The part of a match's state, plain or on the wire, that makes up a position. */
export interface Placement {
  readonly board: Iterable<number>;
  readonly turn: Side;
  readonly castling: Iterable<number>;
  readonly enPassant: Square;
  readonly halfmoves: number;
}

export const emptyPosition = (): Position => ({
  board: new Uint8Array(64),
  turn: 0,
  castling: new Int8Array(4).fill(NO_SQUARE),
  enPassant: NO_SQUARE,
  halfmoves: 0,
  kings: new Int8Array(2).fill(NO_SQUARE),
});

/** Fills a position from a state. Iterates: indexing a schema array goes through its proxy and is 40 times slower. */
export function load(position: Position, from: Placement): Position {
  let square = 0;
  for (const piece of from.board) {
    position.board[square] = piece;
    if (kindOf(piece) === KING) position.kings[sideOf(piece)] = square;
    square++;
  }
  let rook = 0;
  for (const at of from.castling) position.castling[rook++] = at;
  position.turn = from.turn;
  position.enPassant = from.enPassant;
  position.halfmoves = from.halfmoves;
  return position;
}

export function copy(position: Position, from: Position): Position {
  position.board.set(from.board);
  position.castling.set(from.castling);
  position.kings.set(from.kings);
  position.turn = from.turn;
  position.enPassant = from.enPassant;
  position.halfmoves = from.halfmoves;
  return position;
}

export const isEmpty = (position: Position, square: Square): boolean => position.board[square] === EMPTY;

export const isOwn = (position: Position, square: Square): boolean =>
  !isEmpty(position, square) && sideOf(position.board[square]!) === position.turn;

/** Whether the side to move is in check. */
export const inCheck = (position: Position): boolean =>
  isAttacked(position.board, position.kings[position.turn]!, 1 - position.turn);
