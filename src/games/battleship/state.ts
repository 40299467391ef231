// A match's state: the interface that the rules are written against, and the schema that carries it to clients. Where a
// ship lies is marked `.view()`: it leaves the server for its own seat only.

import { schema, t } from '@colyseus/schema';

import type { MatchState, RngWords, Seat } from '../kit/game.ts';
import type { Berth } from './fleet.ts';

/** One seat's grid: where its ships lie, and where it was fired at. */
export interface Waters {
  /** Whether its fleet is placed. */
  ready: boolean;
  /** What became of each cell, row by row: 0 not fired at, 1 miss, 2 hit. */
  shots: number[];
  /** By ship, in the order of the fleet: where it lies, once everyone may know (sunk, or the match is over); else -1. */
  shown: Berth[];
  /** The seat's secret: where each ship lies; empty until the fleet is placed. */
  ships: Berth[];
}

export interface BattleshipState extends MatchState {
  /** By seat. */
  waters: Waters[];
  /** Who is to fire; -1 while fleets are being placed. */
  turn: Seat;
  /** The tick at which the placement or this turn began. */
  turnTick: number;
  /** Ticks that the placement and each turn may take; empty without a clock. */
  limits: number[];
  /** Places the fleet of whoever lets the time pass. */
  rng: RngWords;
  /** The seat that won; -1 while the match is on. */
  winner: Seat;
  /** Why the match ended; empty while it is on. */
  ending: string;
}

export const FleetWaters = schema(
  {
    ready: t.boolean(),
    shots: t.array('uint8'),
    shown: t.array('int16'),
    ships: t.array('int16').view(),
  },
  'FleetWaters',
);

/** `tick` stays off the wire: it would cost every client a patch per tick. `rng` would tell what it will draw. */
export const BattleshipSchema = schema(
  {
    tick: t.uint32().noSync(),
    waters: t.array(FleetWaters),
    turn: t.int8(),
    turnTick: t.uint32(),
    limits: t.array('uint16'),
    rng: t.array('uint32').noSync(),
    winner: t.int8(),
    ending: t.string(),
  },
  'Battleship',
);
