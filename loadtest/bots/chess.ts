// Plays random legal chess, and resigns long games so that matches keep beginning and ending.

import { legalMoves } from '../../src/games/chess/play.ts';
import { moveList } from '../../src/games/chess/moves.ts';
import { uci } from '../../src/games/chess/notation.ts';
import { emptyPosition, load } from '../../src/games/chess/position.ts';
import type { ChessState } from '../../src/games/chess/state.ts';
import { byTurns } from './by-turns.ts';

/** Plies: about as long as people's games. */
const longestGame = 80;

const position = emptyPosition();
const candidates = moveList();

export const chess = byTurns((received) => {
  const state = received as ChessState;
  // The room may say that the match has begun before it sends the first state.
  if (state.board.length === 0 || state.ending !== '') return undefined;
  if (state.board.length !== 64) throw new Error('the board received does not have 64 squares');
  if (state.moves.length >= longestGame) return { type: 'resign' };
  const { moves, count } = legalMoves(candidates, load(position, state));
  return { type: 'move', move: uci(position, moves[Math.floor(Math.random() * count)]!) };
});
