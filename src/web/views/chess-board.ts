// A chess board: 64 squares that stay, pieces that change, a text for those who can't see it.

import { squareName } from '../../games/chess/notation.ts';
import { element, setText } from '../dom.ts';
import { drawPiece } from './chess-pieces.ts';
import { type Board, squaresOf, type Step, stepsOf } from '../san.ts';

const names = ['', 'pawn', 'knight', 'bishop', 'rook', 'queen', 'king'];
const slide = { duration: 160, easing: 'ease-out' };
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class ChessBoard {
  /** a1 first. */
  #squares: readonly HTMLElement[] = Array.from({ length: 64 }, (_, square) => drawSquare(square));
  #board: Board = [];
  readonly root = element('div', { id: 'board', class: 'board', role: 'img', 'aria-describedby': 'board-text' });
  readonly text = element('p', { id: 'board-text', class: 'hidden' });

  #blackBelow = false;

  constructor() {
    this.turn(false);
  }

  /** Lays the squares, with black's side down or white's. */
  turn(blackBelow: boolean): void {
    this.#blackBelow = blackBelow;
    const rows = Array.from({ length: 8 }, (_, row) => this.#squares.slice(row * 8, row * 8 + 8))
      .reverse()
      .flat();
    this.root.replaceChildren(...(blackBelow ? rows.reverse() : rows));
    const [left, bottom] = blackBelow ? [7, 7] : [0, 0];
    for (const [square, node] of this.#squares.entries()) {
      for (const old of node.querySelectorAll('.rank, .file')) old.remove();
      const [file, rank] = squareName(square).split('') as [string, string];
      if (square % 8 === left) node.append(element('span', { class: 'rank' }, rank));
      if (square >> 3 === bottom) node.append(element('span', { class: 'file' }, file));
    }
  }

  /** `lastMove` in UCI, which slides where it is new; `checked` is the square of a king in check, or -1. */
  draw(board: Board, lastMove: string | undefined, slides: boolean, checked: number): void {
    const last = lastMove ? squaresOf(lastMove) : { from: -1, to: -1 };
    for (const [square, node] of this.#squares.entries()) {
      node.classList.toggle('last', square === last.from || square === last.to);
      node.classList.toggle('checked', square === checked);
      if (board[square] === this.#board[square]) continue;
      node.querySelector('.piece')?.remove();
      if (board[square] !== 0) node.append(drawPiece(board[square]!));
    }
    const before = [...this.#board];
    this.#board = board;
    setText(this.text, describe(board));
    if (!slides || !lastMove || calm.matches || document.hidden) return;
    for (const step of stepsOf(before, lastMove)) this.#slide(step);
  }

  #slide({ from, to }: Step): void {
    const node = this.#squares[to]?.querySelector('.piece');
    if (!node) return;
    const side = this.#blackBelow ? -100 : 100;
    const x = ((from % 8) - (to % 8)) * side;
    const y = ((to >> 3) - (from >> 3)) * side;
    node.animate([{ transform: `translate(${x}%, ${y}%)` }, { transform: 'none' }], slide);
  }
}

function drawSquare(square: number): HTMLElement {
  const dark = ((square % 8) + (square >> 3)) % 2 === 0;
  return element('div', { class: dark ? 'square dark' : 'square', 'data-square': squareName(square) });
}

function describe(board: Board): string {
  const side = (black: number): string =>
    board
      .map((piece, square) => ({ piece, square }))
      .filter(({ piece }) => piece !== 0 && piece >> 3 === black)
      .toSorted((a, b) => (b.piece & 7) - (a.piece & 7))
      .map(({ piece, square }) => `${names[piece & 7]} ${squareName(square)}`)
      .join(', ');
  return `White: ${side(0)}. Black: ${side(1)}.`;
}
