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
  /** Who did it; absent when nobody did, or it can't be told. */
  readonly seat?: Seat;
  /** To whom. */
  readonly target?: Seat;
  readonly at?: Point;
  /** More exactly, in the game's own word: which piece was captured, how the match ended. */
  readonly what?: string;
}

/** What an observer tells when nothing has happened: most of the time, so it is always the same list. */
export const NOTHING: readonly GameEvent[] = [];

/** Looks on as a match goes by. It runs in live rooms, too: where nothing happens it allocates nothing. */
export interface Observer<State extends MatchState = MatchState> {
  /** To be called after every tick and action: what has happened since the last call. Keeps no part of the state. */
  see(state: State): readonly GameEvent[];
  /** By seat: how often it has done what is too common to be told as events. */
  counts?(): readonly Readonly<Record<string, number>>[];
}

export interface Analysis<State extends MatchState = MatchState> {
  /** Every kind of event that observers tell; those that they only count as well. */
  readonly kinds: readonly string[];
  /** The extent of the field of play: each place has 0 <= x < width and 0 <= y < height. */
  field(state: State): { readonly width: number; readonly height: number };
  /** Begins to observe at this state. Tells nothing that is hidden from spectators. */
  observe(state: State): Observer<State>;
  /** Where each seat is; undefined for one that is nowhere. Left out by games in which seats have no place. */
  positions?(state: State): readonly (Point | undefined)[];
  /**
   * How likely each seat is to come out best, in thousandths, by the game's own evaluation. The chances of all sides add
   * up to 1000, and those who play on one side share its chance; those who tie for the best share the 1000.
   */
  evaluate(state: State): readonly number[];
}
