// Positions as text: Forsyth–Edwards Notation, with X-FEN's castling letters so that Chess960 positions are exact too.

import { EMPTY, KING, kindOf, NO_SQUARE, pieceOf, rankOf, ROOK, type Side, sideOf, type Square } from './board.ts';
import { pieceLetters, squareName, squareNamed } from './notation.ts';
import { allowEnPassant } from './play.ts';
import { emptyPosition, load, type Placement, type Position } from './position.ts';

export const START = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';

/** A match's position with both counters. */
export function fen(state: Placement & { readonly moves: ArrayLike<string> }): string {
  return `${epd(load(emptyPosition(), state))} ${state.halfmoves} ${1 + (state.moves.length >> 1)}`;
}

/** The first four fields of FEN: exactly what makes two positions the same for repetition. */
export function epd(position: Position): string {
  const { board, turn, enPassant } = position;
  let text = '';
  for (let rank = 7; rank >= 0; rank--) {
    let gap = 0;
    for (let square = rank * 8; square < rank * 8 + 8; square++) {
      const piece = board[square]!;
      if (piece === EMPTY) {
        gap++;
        continue;
      }
      if (gap > 0) text += gap;
      gap = 0;
      text += cased(sideOf(piece), pieceLetters.charAt(kindOf(piece)));
    }
    if (gap > 0) text += gap;
    if (rank > 0) text += '/';
  }
  const target = enPassant === NO_SQUARE ? '-' : squareName(enPassant);
  return `${text} ${turn === 0 ? 'w' : 'b'} ${castlingLetters(position) || '-'} ${target}`;
}

const cased = (side: Side, letter: string): string => (side === 0 ? letter.toUpperCase() : letter);

/** K and Q mean the outermost rook of that wing; another rook is named by its file (X-FEN). */
function castlingLetters(position: Position): string {
  let letters = '';
  position.castling.forEach((rook, right) => {
    if (rook === NO_SQUARE) return;
    const [side, wing] = [right >> 1, right & 1];
    const outermost = outermostRook(position, side, wing) === rook;
    letters += cased(side, outermost ? 'kq'.charAt(wing) : squareName(rook).charAt(0));
  });
  return letters;
}

function outermostRook({ board, kings }: Position, side: Side, wing: number): Square {
  const [edge, step] = wing === 0 ? [7, -1] : [0, 1];
  for (let file = edge; file >= 0 && file < 8; file += step) {
    const square = side * 56 + file;
    if (square === kings[side]) break;
    if (board[square] === pieceOf(side, ROOK)) return square;
  }
  return NO_SQUARE;
}

/** Reads FEN, EPD or X-FEN. Throws on what is none of them; says nothing about whether the position can arise. */
export function fromFen(text: string): Position {
  const [placement = '', turn, castling = '-', enPassant = '-', halfmoves = '0'] = text.trim().split(/\s+/);
  const position = emptyPosition();
  const ranks = placement.split('/');
  if (ranks.length !== 8 || (turn !== 'w' && turn !== 'b')) throw new Error(`not a FEN: ${text}`);
  ranks.forEach((row, i) => placeRank(position, 7 - i, row));
  if (position.kings.includes(NO_SQUARE)) throw new Error(`a king is missing: ${text}`);
  position.turn = turn === 'w' ? 0 : 1;
  for (const letter of castling) if (letter !== '-') grantCastling(position, letter);
  position.halfmoves = Number.parseInt(halfmoves, 10) || 0;
  if (enPassant !== '-') allowEnPassant(position, squareNamed(enPassant));
  return position;
}

function placeRank(position: Position, rank: number, row: string): void {
  let square = rank * 8;
  for (const letter of row) {
    const gap = Number.parseInt(letter, 10);
    const kind = pieceLetters.indexOf(letter.toLowerCase());
    if (!(gap > 0) && kind < 1) throw new Error(`not a piece: ${letter}`);
    if (kind === KING) position.kings[letter === 'K' ? 0 : 1] = square;
    if (kind > 0) position.board[square] = pieceOf(letter === letter.toLowerCase() ? 1 : 0, kind);
    square += gap > 0 ? gap : 1;
  }
  if (square !== rank * 8 + 8) throw new Error(`not eight squares: ${row}`);
}

function grantCastling(position: Position, letter: string): void {
  const side = letter === letter.toLowerCase() ? 1 : 0;
  const wing = 'kq'.indexOf(letter.toLowerCase());
  const file = letter.toLowerCase().charCodeAt(0) - 97;
  const rook = wing >= 0 ? outermostRook(position, side, wing) : side * 56 + file;
  const king = position.kings[side]!;
  const atHome = rankOf(king) === side * 7 && position.board[rook] === pieceOf(side, ROOK);
  if (!atHome) throw new Error(`no king and rook to castle: ${letter}`);
  position.castling[side * 2 + (rook > king ? 0 : 1)] = rook;
}
