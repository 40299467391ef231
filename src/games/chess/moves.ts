// Pseudo-legal moves: how each piece moves and captures, whatever becomes of the own king (see play.ts for that).

import {
  BISHOP,
  DIAGONALS,
  fileOf,
  forward,
  KING,
  kingSteps,
  kindOf,
  KNIGHT,
  knightSteps,
  NO_SQUARE,
  PAWN,
  pawnCaptures,
  QUEEN,
  rankOf,
  rays,
  ROOK,
  type Square,
} from './board.ts';
import { castlingIsClear } from './castling.ts';
import { isEmpty, isOwn, type Position } from './position.ts';

/** `from | to << 6 | promotion kind << 12`. Castling goes to the rook's square. */
export type Move = number;

export const move = (from: Square, to: Square, promotion = 0): Move => from | (to << 6) | (promotion << 12);
export const fromOf = (code: Move): Square => code & 63;
export const toOf = (code: Move): Square => (code >> 6) & 63;
export const promotionOf = (code: Move): number => code >> 12;

/** A reusable list; no position that can arise has more than 218 legal moves. */
export interface MoveList {
  readonly moves: Uint16Array;
  count: number;
}

export const moveList = (): MoveList => ({ moves: new Uint16Array(512), count: 0 });

function add(list: MoveList, code: Move): void {
  list.moves[list.count++] = code;
}

/** Adds what the piece on `from`, which is of the side to move, can do. */
export function addMovesFrom(list: MoveList, position: Position, from: Square): void {
  switch (kindOf(position.board[from]!)) {
    case PAWN:
      return addPawnMoves(list, position, from);
    case KNIGHT:
      return addSteps(list, position, from, knightSteps[from]!);
    case BISHOP:
      return addSlides(list, position, from, DIAGONALS, 8);
    case ROOK:
      return addSlides(list, position, from, 0, DIAGONALS);
    case QUEEN:
      return addSlides(list, position, from, 0, 8);
    case KING:
      addSteps(list, position, from, kingSteps[from]!);
      return addCastlings(list, position, from);
  }
}

function addSteps(list: MoveList, position: Position, from: Square, steps: readonly Square[]): void {
  for (const to of steps) if (!isOwn(position, to)) add(list, move(from, to));
}

function addSlides(list: MoveList, position: Position, from: Square, first: number, end: number): void {
  const lines = rays[from]!;
  for (let direction = first; direction < end; direction++) {
    for (const to of lines[direction]!) {
      if (!isOwn(position, to)) add(list, move(from, to));
      if (!isEmpty(position, to)) break;
    }
  }
}

function addPawnMoves(list: MoveList, position: Position, from: Square): void {
  const { turn, enPassant } = position;
  const step = forward[turn]!;
  if (isEmpty(position, from + step)) {
    addPawnMove(list, from, from + step);
    const atHome = rankOf(from) === (turn === 0 ? 1 : 6);
    if (atHome && isEmpty(position, from + 2 * step)) add(list, move(from, from + 2 * step));
  }
  for (const to of pawnCaptures[turn]![from]!) {
    const captures = to === enPassant || (!isEmpty(position, to) && !isOwn(position, to));
    if (captures) addPawnMove(list, from, to);
  }
}

function addPawnMove(list: MoveList, from: Square, to: Square): void {
  if (rankOf(to) !== 0 && rankOf(to) !== 7) return add(list, move(from, to));
  for (let kind = QUEEN; kind >= KNIGHT; kind--) add(list, move(from, to, kind));
}

function addCastlings(list: MoveList, position: Position, king: Square): void {
  for (let wing = 0; wing < 2; wing++) {
    const rook = position.castling[position.turn * 2 + wing]!;
    if (rook !== NO_SQUARE && castlingIsClear(position, king, rook)) add(list, move(king, rook));
  }
}

/** The square of the pawn or piece that a move takes: behind the target in an en passant capture, else the target. */
export function victimOf(position: Position, from: Square, to: Square): Square {
  const passes = to === position.enPassant && kindOf(position.board[from]!) === PAWN && fileOf(from) !== fileOf(to);
  return passes ? to - forward[position.turn]! : to;
}
