// The rules of chess as the house plays them: what a seat may do and what it leads to. See RULES.md.

import type { Make, Rules, Seat } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import type { ChessAction } from './actions.ts';
import { CHESS960_POSITIONS, startPosition } from './chess960.ts';
import { charge, hasClock, remaining } from './clock.ts';
import { cannotMate } from './draws.ts';
import { end, judge, NOBODY, outcome } from './endings.ts';
import { epd, fromFen, START } from './fen.ts';
import { type ChessMode, modes } from './modes.ts';
import { moveNamed } from './notation.ts';
import { isLegal, play } from './play.ts';
import { emptyPosition, inCheck, load, type Position } from './position.ts';
import type { ChessState } from './state.ts';

const TICK_RATE = 10;
const PLIES_BETWEEN_OFFERS = 20;

const reasons = [
  'not_your_turn',
  'illegal_move',
  'no_draw_offer',
  'draw_already_offered',
  'draw_offered_recently',
  'too_early_to_offer',
] as const;
export type ChessReason = (typeof reasons)[number];

export interface ChessEntities {
  state: ChessState;
}

const scratch = emptyPosition();

export const rules: Rules<ChessState, ChessAction, ChessReason, ChessMode, ChessEntities> = {
  id: 'chess',
  version: 1,
  tickRate: TICK_RATE,
  modes,
  defaultMode: 'blitz',
  reasons,

  setup(make, mode, rng) {
    const start = mode.shuffled ? startPosition(below(rng, CHESS960_POSITIONS)) : START;
    return begin(make, mode, fromFen(start));
  },

  refuse(state, seat, action) {
    switch (action.type) {
      case 'move':
        return refuseMove(state, seat, action.move);
      case 'offer_draw':
        return refuseOffer(state, seat);
      case 'accept_draw':
      case 'decline_draw':
        return state.drawOffer === 1 - seat ? undefined : 'no_draw_offer';
      case 'resign':
        return undefined;
    }
  },

  apply(state, seat, action) {
    switch (action.type) {
      case 'move':
        return applyMove(state, seat, action.move);
      case 'offer_draw':
        return offerDraw(state, seat);
      case 'accept_draw':
        return end(state, NOBODY, 'agreement');
      case 'decline_draw':
        state.drawOffer = NOBODY;
        return;
      case 'resign':
        return end(state, 1 - seat, 'resignation');
    }
  },

  step(state) {
    if (!hasClock(state) || remaining(state) > 0) return;
    const opponent = 1 - state.turn;
    if (cannotMate(load(scratch, state).board, opponent)) end(state, NOBODY, 'time_vs_insufficient_material');
    else end(state, opponent, 'time');
  },

  leave: (state, seat) => end(state, 1 - seat, 'abandonment'),
  turn: (state) => state.turn,
  outcome,
};

/** A match about to begin in any position. */
export function begin(make: Make<ChessEntities>, mode: ChessMode, position: Position): ChessState {
  const ticks = (seconds = 0): number => seconds * TICK_RATE;
  const here = epd(position);
  return make('state', {
    tick: 0,
    start: `${here} ${position.halfmoves} 1`,
    board: [...position.board],
    turn: position.turn,
    castling: [...position.castling],
    enPassant: position.enPassant,
    halfmoves: position.halfmoves,
    check: inCheck(position),
    moves: [],
    positions: [here],
    clocks: mode.clock ? [ticks(mode.clock.initialSeconds), ticks(mode.clock.initialSeconds)] : [],
    increment: ticks(mode.clock?.incrementSeconds),
    turnTick: 0,
    drawOffer: NOBODY,
    offeredAt: [-1, -1],
    winner: NOBODY,
    ending: '',
  });
}

function refuseMove(state: ChessState, seat: Seat, text: string): ChessReason | undefined {
  if (state.turn !== seat) return 'not_your_turn';
  const position = load(scratch, state);
  return isLegal(position, moveNamed(position, text)) ? undefined : 'illegal_move';
}

function applyMove(state: ChessState, seat: Seat, text: string): void {
  const position = load(scratch, state);
  play(position, moveNamed(position, text));
  charge(state, state.increment);
  store(state, position);
  state.moves.push(text);
  if (state.drawOffer === 1 - seat) state.drawOffer = NOBODY;
  judge(state, position);
}

/** Writes back what changed, so that clients are sent no more than that. */
function store(state: ChessState, position: Position): void {
  storeChanges(state.board, position.board);
  storeChanges(state.castling, position.castling);
  state.turn = position.turn;
  state.enPassant = position.enPassant;
  state.halfmoves = position.halfmoves;
}

function storeChanges(target: number[], values: ArrayLike<number>): void {
  let index = 0;
  for (const old of target) {
    const value = values[index]!;
    if (value !== old) target[index] = value;
    index++;
  }
}

function refuseOffer(state: ChessState, seat: Seat): ChessReason | undefined {
  if (state.drawOffer === seat) return 'draw_already_offered';
  if (state.drawOffer === 1 - seat) return undefined;
  if (state.moves.length < 2) return 'too_early_to_offer';
  const last = state.offeredAt[seat]!;
  return last >= 0 && state.moves.length < last + PLIES_BETWEEN_OFFERS ? 'draw_offered_recently' : undefined;
}

/** Two offers that cross are an agreement. */
function offerDraw(state: ChessState, seat: Seat): void {
  if (state.drawOffer === 1 - seat) return end(state, NOBODY, 'agreement');
  state.drawOffer = seat;
  state.offeredAt[seat] = state.moves.length;
}
