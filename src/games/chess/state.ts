// A chess match's state: the interface that the rules are written against, and the schema that carries it to clients.

import { schema, t } from '@colyseus/schema';

import type { MatchState, Seat } from '../kit/game.ts';
import type { Side, Square } from './board.ts';

export interface ChessState extends MatchState {
  /** Where the match started, in FEN: `moves` lead from there to `board`. */
  start: string;
  /** 64 squares from a1 to h8: 0 empty, 1–6 white's pawn, knight, bishop, rook, queen, king, 9–14 black's. */
  board: number[];
  turn: Side;
  /** Squares of the rooks that may still castle, or -1: white's h-side and a-side, black's h-side and a-side. */
  castling: number[];
  /** Where an en passant capture would land, or -1; set only while one is legal. */
  enPassant: Square;
  /** Plies since the last capture or pawn move. */
  halfmoves: number;
  /** Whether the side to move is in check. */
  check: boolean;
  /** All moves in UCI. */
  moves: string[];
  /** Positions since the last capture or pawn move, the present one last (see `epd`). */
  positions: string[];
  /** Ticks that each seat had left at `turnTick`; empty in an untimed match. */
  clocks: number[];
  /** Ticks added at each move. */
  increment: number;
  /** The tick at which the clock of the side to move was started. */
  turnTick: number;
  /** The seat whose draw offer stands, or -1. */
  drawOffer: Seat;
  /** How many moves had been played when each seat last offered a draw, or -1. */
  offeredAt: number[];
  /** The seat that won; -1 while the match is on, and in a draw. */
  winner: Seat;
  /** Why the match ended; empty while it is on. */
  ending: string;
}

/** `tick` stays off the wire: it would cost every client a patch per tick. */
export const ChessSchema = schema(
  {
    tick: t.uint32().noSync(),
    start: t.string(),
    board: t.array('uint8'),
    turn: t.uint8(),
    castling: t.array('int8'),
    enPassant: t.int8(),
    halfmoves: t.uint8(),
    check: t.boolean(),
    moves: t.array('string'),
    positions: t.array('string').noSync(),
    clocks: t.array('uint32'),
    increment: t.uint16(),
    turnTick: t.uint32(),
    drawOffer: t.int8(),
    offeredAt: t.array('int16'),
    winner: t.int8(),
    ending: t.string(),
  },
  'Chess',
);
