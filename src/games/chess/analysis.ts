// What can be told of a chess match. Places are squares: x the file, y the rank, both from 0.

import { type Analysis, type GameEvent, NOTHING, type Observer, type Point } from '../kit/analysis.ts';
import { chancesAt, chancesOf } from '../kit/chances.ts';
import { EMPTY, fileOf, kindOf, rankOf, type Square } from './board.ts';
import { isCastling } from './castling.ts';
import { NOBODY, outcome } from './endings.ts';
import { lead } from './evaluation.ts';
import { fromOf, moveList, promotionOf, toOf, victimOf } from './moves.ts';
import { moveNamed } from './notation.ts';
import { hasLegalMove, legalMoves, play } from './play.ts';
import { copy, emptyPosition, inCheck, load, type Position } from './position.ts';
import type { ChessState } from './state.ts';

const pieceNames = ['', 'pawn', 'knight', 'bishop', 'rook', 'queen', 'king'];
const MATE = 10_000;
/** Centipawns that win about 85 of 100 games. */
const DECISIVE = 500;

export const analysis: Analysis<ChessState> = {
  kinds: ['move', 'capture', 'castling', 'promotion', 'check', 'draw_offer', 'end'],
  field: () => ({ width: 8, height: 8 }),
  observe: (state) => new ChessObserver(state),
  evaluate(state) {
    const { ranks } = outcome(state) ?? {};
    if (ranks) return chancesOf(ranks);
    const chances = chancesAt(leadOfMover(load(position, state)), DECISIVE);
    return state.turn === 0 ? chances : chances.reverse();
  },
};

/** Follows the moves on a board of its own, since what a move took is no longer to be seen in the state. */
class ChessObserver implements Observer<ChessState> {
  #position: Position;
  #moves: number;
  #drawOffer: number;
  #over: boolean;

  constructor(state: ChessState) {
    this.#position = load(emptyPosition(), state);
    this.#moves = state.moves.length;
    this.#drawOffer = state.drawOffer;
    this.#over = state.ending !== '';
  }

  see(state: ChessState): readonly GameEvent[] {
    const { tick, drawOffer, winner, ending } = state;
    const played = state.moves.length;
    const ends = ending !== '' && !this.#over;
    if (played === this.#moves && drawOffer === this.#drawOffer && !ends) return NOTHING;
    const events: GameEvent[] = [];
    while (this.#moves < played) events.push(...eventsOf(this.#position, state.moves[this.#moves++]!, tick));
    if (drawOffer !== this.#drawOffer && drawOffer !== NOBODY) {
      events.push({ tick, kind: 'draw_offer', seat: drawOffer });
    }
    if (ends) events.push({ tick, kind: 'end', ...(winner !== NOBODY && { seat: winner }), what: ending });
    this.#drawOffer = drawOffer;
    this.#over ||= ends;
    return events;
  }
}

/** Plays a move, and tells what it did. */
function eventsOf(position: Position, text: string, tick: number): GameEvent[] {
  const seat = position.turn;
  const target = 1 - seat;
  const code = moveNamed(position, text);
  const [from, to] = [fromOf(code), toOf(code)];
  const castles = isCastling(position, from, to);
  const victim = victimOf(position, from, to);
  const taken = position.board[victim]!;
  play(position, code);
  const home = place(castles ? position.kings[seat]! : to);
  const events: GameEvent[] = [{ tick, kind: 'move', seat, at: home, what: text }];
  if (castles) {
    events.push({ tick, kind: 'castling', seat, at: home, what: to > from ? 'kingside' : 'queenside' });
  } else if (taken !== EMPTY) {
    events.push({ tick, kind: 'capture', seat, target, at: place(victim), what: pieceNames[kindOf(taken)]! });
  }
  const promoted = promotionOf(code);
  if (promoted) events.push({ tick, kind: 'promotion', seat, at: home, what: pieceNames[promoted]! });
  if (inCheck(position)) events.push({ tick, kind: 'check', seat, target, at: place(position.kings[target]!) });
  return events;
}

const place = (square: Square): Point => ({ x: fileOf(square), y: rankOf(square) });

const position = emptyPosition();
const next = emptyPosition();
const candidates = moveList();

/**
 * What the position is worth to the side to move if it makes its best move and all exchanges are then played out: so
 * that neither a piece that is about to be taken back nor a mate at hand is misjudged.
 */
function leadOfMover(from: Position): number {
  legalMoves(candidates, from);
  let best = -MATE;
  for (let i = 0; i < candidates.count; i++) {
    play(copy(next, from), candidates.moves[i]!);
    best = Math.max(best, hasLegalMove(next) ? lead(next) : inCheck(next) ? MATE : 0);
  }
  return best;
}
