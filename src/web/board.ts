// A chess board: 64 squares that stay, pieces that change, a text for those who can't see it.

import { squareName } from '../games/chess/notation.ts';
import { element, setText } from './dom.ts';
import { drawPiece } from './pieces.ts';
import { type Board, squaresOf, type Step, stepsOf } from './san.ts';

const names = ['', 'pawn', 'knight', 'bishop', 'rook', 'queen', 'king'];
const slide = { duration: 160, easing: 'ease-out' };
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class BoardView {
  /** a1 first. */
  #squares: readonly HTMLElement[];
  #text: HTMLElement;
  #board: Board = [];

  constructor(root: HTMLElement, text: HTMLElement) {
    this.#text = text;
    this.#squares = Array.from({ length: 64 }, (_, square) => drawSquare(square));
    for (let row = 7; row >= 0; row--) root.append(...this.#squares.slice(row * 8, row * 8 + 8));
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
    setText(this.#text, describe(board));
    if (!slides || !lastMove || calm.matches || document.hidden) return;
    for (const step of stepsOf(before, lastMove)) this.#slide(step);
  }

  #slide({ from, to }: Step): void {
    const node = this.#squares[to]?.querySelector('.piece');
    if (!node) return;
    const x = ((from % 8) - (to % 8)) * 100;
    const y = ((to >> 3) - (from >> 3)) * 100;
    node.animate([{ transform: `translate(${x}%, ${y}%)` }, { transform: 'none' }], slide);
  }
}

function drawSquare(square: number): HTMLElement {
  const dark = ((square % 8) + (square >> 3)) % 2 === 0;
  const node = element('div', { class: dark ? 'square dark' : 'square', 'data-square': squareName(square) });
  if (square % 8 === 0) node.append(element('span', { class: 'rank' }, squareName(square).charAt(1)));
  if (square < 8) node.append(element('span', { class: 'file' }, squareName(square).charAt(0)));
  return node;
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
