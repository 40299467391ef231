// What a game can say about a match beyond its state: what happened, where, and how each seat stands. Watch rooms tell it
// to spectators, reports and heatmaps are made of it. Pure, and never part of the state.

import type { MatchState, Seat } from './game.ts';

/** A place on the field of play, in the game's own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Something worth telling that has happened. */
export interface GameEvent {
  readonly tick: number;
  /** The game's own word for it: `hit`, `capture`, … */
  readonly kind: string;
  /** Who did it. */
  readonly seat?: Seat;
  /** To whom. */
  readonly target?: Seat;
  readonly at?: Point;
}

/** Looks on as a match goes by. */
export interface Observer<State extends MatchState = MatchState> {
  /** To be called after every tick and action: what has happened since the last call. Keeps no part of the state. */
  see(state: State): readonly GameEvent[];
}

export interface Analysis<State extends MatchState = MatchState> {
  /** The extent of the field of play: each place has 0 <= x < width and 0 <= y < height. */
  field(state: State): { readonly width: number; readonly height: number };
  /** Begins to observe at this state. Tells nothing that is hidden from spectators. */
  observe(state: State): Observer<State>;
  /** Where each seat is; undefined for one that is nowhere. Left out by games in which seats have no place. */
  positions?(state: State): readonly (Point | undefined)[];
  /** How likely each seat is to come out best, in thousandths, by the game's own evaluation. */
  evaluate(state: State): readonly number[];
}
