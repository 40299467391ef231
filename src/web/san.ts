// Moves as people write them (Nf3, exd5, O-O) from the server's UCI, by replaying them from the start. The server is
// the judge: nothing here asks whether a move is legal.

const kinds = '-PNBRQK';
const PAWN = 1;
const KNIGHT = 2;
const BISHOP = 3;
const ROOK = 4;
const KING = 6;

/** @typedef {number[]} Board 64 squares from a1 to h8, coded as in the room's state. */

export const usualStart = 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq - 0 1';

/** @param {string} fen @returns {Board} */
function boardOf(fen) {
  const rows = fen.split(' ')[0].split('/').reverse();
  const pieces = rows.join('').replaceAll(/\d/g, (gap) => '-'.repeat(Number(gap)));
  return pieces.split('').map((letter) => kinds.indexOf(letter.toUpperCase()) + (/[a-z]/.test(letter) ? 8 : 0));
}

/** @param {number} square */
export const squareName = (square) => 'abcdefgh'.charAt(square % 8) + (Math.floor(square / 8) + 1);

/** The squares of a move in UCI. @param {string} uci */
export const squaresOf = (uci) => ({ from: squareNamed(uci), to: squareNamed(uci.slice(2)) });
const squareNamed = (/** @type {string} */ name) => (name.charCodeAt(1) - 49) * 8 + name.charCodeAt(0) - 97;

const kindOf = (/** @type {number} */ piece) => piece & 7;
const isOf = (/** @type {number} */ piece, /** @type {number} */ side) => piece !== 0 && piece >> 3 === side;

/** Replays a match move by move; give it the growing list of moves. */
export class Notation {
  /** @type {string[]} */
  moves = [];
  /** @type {string[]} */
  sans = [];

  /** @param {string} [start] in FEN */
  constructor(start = usualStart) {
    this.start = start;
    this.board = boardOf(start);
  }

  /** @param {readonly string[]} moves @param {string} [start] where they begin, in FEN @returns {readonly string[]} */
  follow(moves, start = this.start) {
    const anew = start !== this.start || this.moves.some((move, ply) => moves[ply] !== move);
    if (anew) Object.assign(this, new Notation(start));
    for (const move of moves.slice(this.moves.length)) {
      const text = describe(this.board, move);
      this.board = played(this.board, move);
      const mover = this.moves.length % 2;
      this.moves.push(move);
      this.sans.push(text + (kingAttacked(this.board, 1 - mover) ? '+' : ''));
    }
    return this.sans;
  }
}

/** @param {Board} board @param {string} uci */
function describe(board, uci) {
  const { from, to } = squaresOf(uci);
  const piece = board[from];
  const kind = kindOf(piece);
  const takes = board[to] !== 0 || (kind === PAWN && from % 8 !== to % 8);
  if (castles(board, from, to)) return to > from ? 'O-O' : 'O-O-O';
  if (kind === PAWN) {
    const promotion = uci.length > 4 ? `=${uci.charAt(4).toUpperCase()}` : '';
    return (takes ? `${squareName(from).charAt(0)}x` : '') + squareName(to) + promotion;
  }
  return kinds.charAt(kind) + origin(board, from, to) + (takes ? 'x' : '') + squareName(to);
}

/** What tells this piece from another of its kind that could go there, too. @param {Board} board @param {number} from @param {number} to */
function origin(board, from, to) {
  const piece = board[from];
  const rivals = board.flatMap((other, square) => {
    if (other !== piece || square === from || !reaches(board, square, to)) return [];
    return kingAttacked(played(board, squareName(square) + squareName(to)), piece >> 3) ? [] : [square];
  });
  if (rivals.length === 0) return '';
  if (rivals.every((square) => square % 8 !== from % 8)) return squareName(from).charAt(0);
  if (rivals.every((square) => square >> 3 !== from >> 3)) return squareName(from).charAt(1);
  return squareName(from);
}

/** @param {Board} board @param {number} from @param {number} to */
const castles = (board, from, to) =>
  kindOf(board[from]) === KING && (Math.abs((to % 8) - (from % 8)) > 1 || isOf(board[to], board[from] >> 3));

/** Which pieces a move takes from where to where. @param {Board} board before it @param {string} uci */
export function stepsOf(board, uci) {
  const { from, to } = squaresOf(uci);
  return castles(board, from, to) ? castlingSteps(board, uci) : [{ from, to }];
}

/** King and rook; in Chess960 the move is written as the king taking its rook. @param {Board} board @param {string} uci */
function castlingSteps(board, uci) {
  const { from, to } = squaresOf(uci);
  const row = from - (from % 8);
  const short = to > from;
  const rook = board[to] === 0 ? row + (short ? 7 : 0) : to;
  return [
    { from, to: row + (short ? 6 : 2) },
    { from: rook, to: row + (short ? 5 : 3) },
  ];
}

/** @param {Board} board @param {string} uci @returns {Board} */
function played(board, uci) {
  const { from, to } = squaresOf(uci);
  const next = [...board];
  const piece = board[from];
  next[from] = 0;
  if (castles(board, from, to)) {
    const [king, rook] = castlingSteps(board, uci);
    next[rook.from] = 0;
    next[king.to] = piece;
    next[rook.to] = (piece & 8) + ROOK;
    return next;
  }
  const enPassant = kindOf(piece) === PAWN && from % 8 !== to % 8 && board[to] === 0;
  if (enPassant) next[from - (from % 8) + (to % 8)] = 0;
  next[to] = uci.length > 4 ? (piece & 8) + kinds.indexOf(uci.charAt(4).toUpperCase()) : piece;
  return next;
}

/** @param {Board} board @param {number} side */
function kingAttacked(board, side) {
  const king = board.indexOf(side * 8 + KING);
  return board.some((piece, square) => isOf(piece, 1 - side) && reaches(board, square, king));
}

/** Whether the piece on `from` attacks `to`. @param {Board} board @param {number} from @param {number} to */
function reaches(board, from, to) {
  const dx = (to % 8) - (from % 8);
  const dy = (to >> 3) - (from >> 3);
  const kind = kindOf(board[from]);
  if (kind === PAWN) return Math.abs(dx) === 1 && dy === (isOf(board[from], 0) ? 1 : -1);
  if (kind === KNIGHT) return dx * dx + dy * dy === 5;
  if (kind === KING) return Math.max(Math.abs(dx), Math.abs(dy)) === 1;
  const straight = dx === 0 || dy === 0;
  const diagonal = Math.abs(dx) === Math.abs(dy);
  if (from === to || (kind === ROOK ? !straight : kind === BISHOP ? !diagonal : !straight && !diagonal)) return false;
  const step = Math.sign(dx) + 8 * Math.sign(dy);
  for (let square = from + step; square !== to; square += step) if (board[square] !== 0) return false;
  return true;
}
