// Moves as people write them (Nf3, exd5, O-O) from the server's UCI, by replaying them with the rules' own pieces. The
// server is the judge: nothing here asks whether a move is legal.

import { EMPTY, fileOf, KING, kindOf, PAWN, rankOf, type Square, sideOf } from '../games/chess/board.ts';
import { isCastling } from '../games/chess/castling.ts';
import { fromFen, START } from '../games/chess/fen.ts';
import { fromOf, type Move, moveList, promotionOf, toOf, victimOf } from '../games/chess/moves.ts';
import { moveNamed, pieceLetters, squareName, squareNamed } from '../games/chess/notation.ts';
import { legalMoves, play } from '../games/chess/play.ts';
import { inCheck, type Position } from '../games/chess/position.ts';

/** 64 squares from a1 to h8, coded as in the room's state. */
export type Board = readonly number[];

export interface Step {
  readonly from: Square;
  readonly to: Square;
}

/** Replays a match move by move; give it the growing list of moves. */
export class Notation {
  #start: string;
  #position: Position;
  #moves: string[] = [];
  #sans: string[] = [];

  /** `start` in FEN. */
  constructor(start = START) {
    this.#start = start;
    this.#position = fromFen(start);
  }

  get board(): Board {
    return [...this.#position.board];
  }

  /** All of them as people write them. `start` is where they begin, in FEN. */
  follow(moves: readonly string[], start = this.#start): readonly string[] {
    if (start !== this.#start || this.#moves.some((move, ply) => moves[ply] !== move)) {
      this.#start = start;
      this.#position = fromFen(start);
      this.#moves = [];
      this.#sans = [];
    }
    for (const text of moves.slice(this.#moves.length)) {
      const move = moveNamed(this.#position, text);
      const san = describe(this.#position, move);
      play(this.#position, move);
      this.#moves.push(text);
      this.#sans.push(san + (inCheck(this.#position) ? '+' : ''));
    }
    return this.#sans;
  }
}

function describe(position: Position, move: Move): string {
  const from = fromOf(move);
  const to = toOf(move);
  if (isCastling(position, from, to)) return to > from ? 'O-O' : 'O-O-O';
  const kind = kindOf(position.board[from]!);
  const takes = position.board[victimOf(position, from, to)] === EMPTY ? '' : 'x';
  if (kind === PAWN) {
    const promotion = promotionOf(move) === 0 ? '' : `=${letterOf(promotionOf(move))}`;
    return (takes && squareName(from).charAt(0) + takes) + squareName(to) + promotion;
  }
  return letterOf(kind) + origin(position, move) + takes + squareName(to);
}

const letterOf = (kind: number): string => pieceLetters.charAt(kind).toUpperCase();

/** What tells this piece from another of its kind that could go there, too. */
function origin(position: Position, move: Move): string {
  const from = fromOf(move);
  const { moves, count } = legalMoves(moveList(), position);
  const rivals = [...moves.subarray(0, count)]
    .filter((other) => toOf(other) === toOf(move) && position.board[fromOf(other)] === position.board[from])
    .map(fromOf)
    .filter((square) => square !== from);
  if (rivals.length === 0) return '';
  if (rivals.every((square) => fileOf(square) !== fileOf(from))) return squareName(from).charAt(0);
  if (rivals.every((square) => rankOf(square) !== rankOf(from))) return squareName(from).charAt(1);
  return squareName(from);
}

/** The squares of a move in UCI. */
export const squaresOf = (uci: string): Step => ({ from: squareNamed(uci), to: squareNamed(uci.slice(2)) });

/** Which pieces a move in UCI takes from where to where, on the board before it: two when it castles. */
export function stepsOf(board: Board, uci: string): readonly Step[] {
  const { from, to } = squaresOf(uci);
  const [piece, target] = [board[from]!, board[to]!];
  const ontoOwn = target !== EMPTY && sideOf(target) === sideOf(piece);
  if (kindOf(piece) !== KING || (!ontoOwn && Math.abs(fileOf(to) - fileOf(from)) < 2)) return [{ from, to }];
  const row = from - fileOf(from);
  const short = to > from;
  // From the usual squares the king's goal is named, else the rook.
  const rook = ontoOwn ? to : row + (short ? 7 : 0);
  return [
    { from, to: row + (short ? 6 : 2) },
    { from: rook, to: row + (short ? 5 : 3) },
  ];
}
