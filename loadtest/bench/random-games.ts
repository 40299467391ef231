// Random legal chess games, the same on every run, so that each server is given the same moves.

import { moveList } from '../../src/games/chess/moves.ts';
import { uci } from '../../src/games/chess/notation.ts';
import { legalMoves, play } from '../../src/games/chess/play.ts';
import { fromFen, START } from '../../src/games/chess/fen.ts';
import { isDeadDraw } from '../../src/games/chess/draws.ts';
import { below, seeded, type RngWords } from '../../src/games/kit/index.ts';

const candidates = moveList();

/** Games in UCI, each just so many plies long and not over by then. */
export function randomGames(count: number, plies: number, seed = 'ab17e5c0ffee0000ab17e5c0ffee0000'): string[][] {
  const rng = seeded(seed);
  const games: string[][] = [];
  while (games.length < count) {
    const moves = randomGame(plies, rng);
    if (moves) games.push(moves);
  }
  return games;
}

function randomGame(plies: number, rng: RngWords): string[] | undefined {
  const position = fromFen(START);
  const moves: string[] = [];
  // Going back would soon repeat a position three times, and so end the game.
  const seen = new Map<string, number>();
  while (moves.length <= plies) {
    legalMoves(candidates, position);
    if (candidates.count === 0 || isDeadDraw(position.board)) return undefined;
    if (moves.length === plies) return moves;
    const move = candidates.moves[below(rng, candidates.count)]!;
    moves.push(uci(position, move));
    play(position, move);
    const key = position.board.join();
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (seen.get(key) === 3 || position.halfmoves >= 100) return undefined;
  }
  return undefined;
}
