// Moves as people write them, read by asking which legal move is meant: for tests that replay published games.

import type { ChessState } from '../../../src/games/chess/state.ts';
import { movesIn } from './setup.ts';

const shape = /^([NBRQK]?)([a-h]?)([1-8]?)x?([a-h][1-8])(?:=([NBRQ]))?[+#]?$/;
const kinds = '-PNBRQK';
const squareNamed = (name: string): number => (name.charCodeAt(1) - 49) * 8 + name.charCodeAt(0) - 97;

/** The one legal move in UCI that a text means. Throws when it means none, or several. */
export function uciOf(state: ChessState, san: string): string {
  const meant = movesIn(state).filter((move) =>
    san.startsWith('O-O') ? castles(state, move, san) : fits(state, move, san),
  );
  if (meant.length !== 1) throw new Error(`${san} means ${meant.length} moves`);
  return meant[0]!;
}

function isCastling(state: ChessState, move: string): boolean {
  const [from, to] = [squareNamed(move), squareNamed(move.slice(2))];
  const piece = state.board[from]!;
  const ontoOwn = state.board[to] !== 0 && state.board[to]! >> 3 === piece >> 3;
  return (piece & 7) === 6 && (ontoOwn || Math.abs((to % 8) - (from % 8)) > 1);
}

function castles(state: ChessState, move: string, san: string): boolean {
  const short = move.charAt(2) > move.charAt(0);
  return isCastling(state, move) && short === !san.startsWith('O-O-O');
}

function fits(state: ChessState, move: string, san: string): boolean {
  const [, letter, file, rank, to, promotion = ''] = shape.exec(san) ?? [];
  const kind = kinds.charAt(state.board[squareNamed(move)]! & 7);
  return (
    kind === (letter || 'P') &&
    !isCastling(state, move) &&
    move.startsWith(file!) &&
    (rank === '' || move.charAt(1) === rank) &&
    move.slice(2, 4) === to &&
    move.slice(4) === promotion.toLowerCase()
  );
}
