// How squares and pieces are coded, and where each kind of piece can go on an empty board, worked out once.

/** a1 = 0, b1 = 1, … h8 = 63. */
export type Square = number;
/** 0 white, 1 black: also the seat. */
export type Side = number;
/** 64 squares; 0 is empty, else a kind (1–6), plus 8 if black. */
export type Board = Uint8Array;

export const EMPTY = 0;
export const PAWN = 1;
export const KNIGHT = 2;
export const BISHOP = 3;
export const ROOK = 4;
export const QUEEN = 5;
export const KING = 6;

export const NO_SQUARE = -1;

export const pieceOf = (side: Side, kind: number): number => (side << 3) | kind;
export const kindOf = (piece: number): number => piece & 7;
export const sideOf = (piece: number): Side => piece >> 3;
export const fileOf = (square: Square): number => square & 7;
export const rankOf = (square: Square): number => square >> 3;
export const isDark = (square: Square): boolean => ((fileOf(square) + rankOf(square)) & 1) === 0;

type Step = readonly [files: number, ranks: number];

const deltas = [-2, -1, 0, 1, 2];
const steps = deltas.flatMap((files) => deltas.map((ranks): Step => [files, ranks]));
const straight = steps.filter(([files, ranks]) => Math.abs(files) + Math.abs(ranks) === 1);
const diagonal = steps.filter(([files, ranks]) => Math.abs(files) === 1 && Math.abs(ranks) === 1);
const jumps = steps.filter(([files, ranks]) => Math.abs(files * ranks) === 2);

/** The squares that one meets walking from a square to the board's edge, or for `limit` steps. */
function walk(from: Square, [files, ranks]: Step, limit = 7): Square[] {
  const path: Square[] = [];
  for (let i = 1; i <= limit; i++) {
    const file = fileOf(from) + files * i;
    const rank = rankOf(from) + ranks * i;
    if (file < 0 || file > 7 || rank < 0 || rank > 7) break;
    path.push(rank * 8 + file);
  }
  return path;
}

const squares: readonly Square[] = Array.from({ length: 64 }, (_, square) => square);
const leaps = (steps: readonly Step[]): readonly (readonly Square[])[] =>
  squares.map((from) => steps.flatMap((step) => walk(from, step, 1)));

/** By square, then by direction: four straight lines (0–3), then four diagonals (4–7). */
export const rays: readonly (readonly (readonly Square[])[])[] = squares.map((from) =>
  [...straight, ...diagonal].map((step) => walk(from, step)),
);
export const DIAGONALS = 4;

const onLines = squares.map((from) => new Set(rays[from]!.flat()));
/** Whether a queen could go from one square to the other on an empty board. */
export const sharesLine = (one: Square, other: Square): boolean => onLines[one]!.has(other);

export const knightSteps = leaps(jumps);
export const kingSteps = leaps([...straight, ...diagonal]);
/** By side, then by square: what a pawn there attacks. */
export const pawnCaptures = [
  leaps(diagonal.filter(([, ranks]) => ranks > 0)),
  leaps(diagonal.filter(([, ranks]) => ranks < 0)),
] as const;
/** What a pawn's step adds to its square, by side. */
export const forward = [8, -8] as const;

/** Whether a side attacks a square, by any piece, pinned or not. */
export function isAttacked(board: Board, square: Square, by: Side): boolean {
  const side = by << 3;
  for (const from of knightSteps[square]!) if (board[from] === (side | KNIGHT)) return true;
  for (const from of kingSteps[square]!) if (board[from] === (side | KING)) return true;
  for (const from of pawnCaptures[1 - by]![square]!) if (board[from] === (side | PAWN)) return true;
  const lines = rays[square]!;
  for (let direction = 0; direction < 8; direction++) {
    const slider = side | (direction < DIAGONALS ? ROOK : BISHOP);
    for (const from of lines[direction]!) {
      const piece = board[from]!;
      if (piece === EMPTY) continue;
      if (piece === slider || piece === (side | QUEEN)) return true;
      break;
    }
  }
  return false;
}
