// Legal moves and what playing one does. A move is legal when it is pseudo-legal and leaves the own king unattacked,
// which is found out by trying it on the board.

import {
  type Board,
  EMPTY,
  isAttacked,
  KING,
  kindOf,
  NO_SQUARE,
  PAWN,
  pawnCaptures,
  pieceOf,
  sharesLine,
  type Square,
} from './board.ts';
import { castle, castlingIsSafe, isCastling } from './castling.ts';
import {
  addMovesFrom,
  fromOf,
  type Move,
  move,
  type MoveList,
  moveList,
  promotionOf,
  toOf,
  victimOf,
} from './moves.ts';
import { inCheck, isOwn, type Position } from './position.ts';

/** Whether a pseudo-legal move leaves the mover's king out of check. */
function isSafe(position: Position, code: Move): boolean {
  const { board, turn } = position;
  const from = fromOf(code);
  const to = toOf(code);
  if (isCastling(position, from, to)) return castlingIsSafe(position, from, to);
  const piece = board[from]!;
  const victim = victimOf(position, from, to);
  const taken = board[victim]!;
  const king = kindOf(piece) === KING ? to : position.kings[turn]!;
  shift(board, from, to, victim, piece);
  const safe = !isAttacked(board, king, 1 - turn);
  board[to] = EMPTY;
  board[victim] = taken;
  board[from] = piece;
  return safe;
}

function shift(board: Board, from: Square, to: Square, victim: Square, piece: number): void {
  board[victim] = EMPTY;
  board[from] = EMPTY;
  board[to] = piece;
}

const scratch = moveList();

export function isLegal(position: Position, code: Move): boolean {
  const from = fromOf(code);
  if (!isOwn(position, from)) return false;
  scratch.count = 0;
  addMovesFrom(scratch, position, from);
  for (let i = 0; i < scratch.count; i++) if (scratch.moves[i] === code) return isSafe(position, code);
  return false;
}

/** Refills a list with all legal moves, in order of squares. */
export function legalMoves(list: MoveList, position: Position): MoveList {
  list.count = 0;
  for (let from = 0; from < 64; from++) if (isOwn(position, from)) addMovesFrom(list, position, from);
  const calm = !inCheck(position);
  let kept = 0;
  for (let i = 0; i < list.count; i++) {
    const code = list.moves[i]!;
    if ((calm && !couldExpose(position, code)) || isSafe(position, code)) list.moves[kept++] = code;
  }
  list.count = kept;
  return list;
}

/** Out of check, only the king's own move, one by a piece on a line with it, or one en passant can leave it attacked. */
function couldExpose({ kings, turn, enPassant }: Position, code: Move): boolean {
  const king = kings[turn]!;
  const from = fromOf(code);
  return from === king || sharesLine(king, from) || toOf(code) === enPassant;
}

export function hasLegalMove(position: Position): boolean {
  for (let from = 0; from < 64; from++) {
    if (!isOwn(position, from)) continue;
    scratch.count = 0;
    addMovesFrom(scratch, position, from);
    for (let i = 0; i < scratch.count; i++) if (isSafe(position, scratch.moves[i]!)) return true;
  }
  return false;
}

/** Plays a legal move; the position becomes the opponent's to move in. */
export function play(position: Position, code: Move): void {
  const { board, turn, castling, kings } = position;
  const from = fromOf(code);
  const to = toOf(code);
  const kind = kindOf(board[from]!);
  const castles = isCastling(position, from, to);
  const victim = victimOf(position, from, to);
  const irreversible = kind === PAWN || (board[victim] !== EMPTY && !castles);
  if (castles) {
    castle(position, from, to);
  } else {
    shift(board, from, to, victim, pieceOf(turn, promotionOf(code) || kind));
    if (kind === KING) kings[turn] = to;
  }
  for (let i = 0; i < 4; i++) {
    const rook = castling[i];
    const kingMoved = kind === KING && i >> 1 === turn;
    if (rook === from || rook === to || kingMoved) castling[i] = NO_SQUARE;
  }
  position.halfmoves = irreversible ? 0 : position.halfmoves + 1;
  position.turn = 1 - turn;
  const doubleStep = kind === PAWN && Math.abs(to - from) === 16;
  position.enPassant = NO_SQUARE;
  if (doubleStep) allowEnPassant(position, (from + to) / 2);
}

/** Opens a square to en passant if a pawn of the side to move can really take there: else positions would differ in name only. */
export function allowEnPassant(position: Position, square: Square): void {
  const { board, turn } = position;
  position.enPassant = square;
  for (const from of pawnCaptures[1 - turn]![square]!) {
    if (board[from] === pieceOf(turn, PAWN) && isSafe(position, move(from, square))) return;
  }
  position.enPassant = NO_SQUARE;
}
