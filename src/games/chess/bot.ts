// A bot that looks one move ahead: it takes what is free, keeps its pieces safe, sees a mate in one and, when it is
// winning, drives the king into a corner. Quick enough to fill thousands of seats.

import type { Bot, RngWords } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import type { ChessAction } from './actions.ts';
import { evaluate, material } from './evaluation.ts';
import { epd } from './fen.ts';
import { type Move, moveList } from './moves.ts';
import { uci } from './notation.ts';
import { legalMoves, play } from './play.ts';
import { copy, emptyPosition, inCheck, load, type Position } from './position.ts';
import type { ChessState } from './state.ts';

const MATE = 1_000_000;
const DRAW = 0;
/** How far behind, in centipawns, it is glad of a draw. */
const LOST = 600;
/** Moves that differ by less are all the same to it, so that its games differ. */
const WHIM = 24;

const position = emptyPosition();
const next = emptyPosition();
const candidates = moveList();
const replies = moveList();

/** Never offers a draw; takes one when it is losing. */
export const bot: Bot<ChessState, ChessAction> = (state, seat, rng) => {
  if (state.turn !== seat) return undefined;
  load(position, state);
  const behind = material(position.board, 1 - seat) - material(position.board, seat);
  if (state.drawOffer === 1 - seat && behind > LOST) return { type: 'accept_draw' };
  return { type: 'move', move: uci(position, choose(state.positions, rng)) };
};

function choose(past: readonly string[], rng: RngWords): Move {
  legalMoves(candidates, position);
  let best = candidates.moves[0]!;
  let highest = -Infinity;
  for (let i = 0; i < candidates.count; i++) {
    const move = candidates.moves[i]!;
    play(copy(next, position), move);
    const score = worth(next, past) + below(rng, WHIM);
    if (score > highest) {
      best = move;
      highest = score;
    }
  }
  return best;
}

function worth(after: Position, past: readonly string[]): number {
  legalMoves(replies, after);
  if (replies.count === 0) return inCheck(after) ? MATE : DRAW;
  if (after.halfmoves > 0 && past.includes(epd(after))) return DRAW;
  return evaluate(after, replies.count);
}
