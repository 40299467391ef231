// A chess board: 64 squares that stay, pieces that change, a text for those who can't see it.

import { element, setText } from './dom.js';
import { drawPiece } from './pieces.js';
import { squareName, squaresOf, stepsOf } from './san.js';

const names = ['', 'pawn', 'knight', 'bishop', 'rook', 'queen', 'king'];
const slide = { duration: 160, easing: 'ease-out' };
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export class BoardView {
  #squares;
  #text;
  /** @type {readonly number[]} */
  #board = [];

  /** @param {HTMLElement} root @param {HTMLElement} text */
  constructor(root, text) {
    this.#text = text;
    /** @type {HTMLElement[]} by square, a1 first */
    this.#squares = Array.from({ length: 64 }, (_, square) => drawSquare(square));
    for (let row = 7; row >= 0; row--) root.append(...this.#squares.slice(row * 8, row * 8 + 8));
  }

  /**
   * @param {readonly number[]} board
   * @param {string | undefined} lastMove in UCI
   * @param {boolean} slides whether the last move is new
   * @param {number} checked the square of a king in check, or -1
   */
  draw(board, lastMove, slides, checked) {
    const last = lastMove ? squaresOf(lastMove) : { from: -1, to: -1 };
    for (const [square, node] of this.#squares.entries()) {
      node.classList.toggle('last', square === last.from || square === last.to);
      node.classList.toggle('checked', square === checked);
      if (board[square] === this.#board[square]) continue;
      node.querySelector('.piece')?.remove();
      if (board[square] !== 0) node.append(drawPiece(board[square]));
    }
    const before = [...this.#board];
    this.#board = board;
    setText(this.#text, describe(board));
    if (!slides || !lastMove || calm.matches || document.hidden) return;
    for (const step of stepsOf(before, lastMove)) this.#slide(step);
  }

  /** @param {{ from: number, to: number }} step */
  #slide({ from, to }) {
    const node = this.#squares[to]?.querySelector('.piece');
    if (!node) return;
    const x = ((from % 8) - (to % 8)) * 100;
    const y = ((to >> 3) - (from >> 3)) * 100;
    node.animate([{ transform: `translate(${x}%, ${y}%)` }, { transform: 'none' }], slide);
  }
}

/** @param {number} square */
function drawSquare(square) {
  const dark = ((square % 8) + (square >> 3)) % 2 === 0;
  const node = element('div', { class: dark ? 'square dark' : 'square', 'data-square': squareName(square) });
  if (square % 8 === 0) node.append(element('span', { class: 'rank' }, squareName(square).charAt(1)));
  if (square < 8) node.append(element('span', { class: 'file' }, squareName(square).charAt(0)));
  return node;
}

/** @param {readonly number[]} board */
function describe(board) {
  const side = (/** @type {number} */ black) =>
    board
      .map((piece, square) => ({ piece, square }))
      .filter(({ piece }) => piece !== 0 && piece >> 3 === black)
      .toSorted((a, b) => (b.piece & 7) - (a.piece & 7))
      .map(({ piece, square }) => `${names[piece & 7]} ${squareName(square)}`)
      .join(', ');
  return `White: ${side(0)}. Black: ${side(1)}.`;
}
