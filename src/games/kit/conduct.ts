// What a game can tell of how its seats play, in words that all games share: detectors of cheating read these, and know
// no game. Pure, and never part of the state.

import type { Input, MatchState, Seat } from './game.ts';

/** Something that a seat did. `tick` is that of the state in which it shows. */
export type Observation = { readonly seat: Seat; readonly tick: number } & (
  | {
      /** It moved farther in one tick than the rules let anyone. In the game's own lengths. */
      readonly kind: 'overspeed';
      readonly distance: number;
      readonly limit: number;
    }
  | {
      /** It answered what called for an answer, so many ticks later. */
      readonly kind: 'reaction';
      /** The game's own word for what it answered. */
      readonly to: string;
      /** Zero or less: it was early, so this one was foreseen and not seen. */
      readonly afterTicks: number;
    }
  | {
      readonly kind: 'shot';
      /** By how much it missed the aim that hits a target's middle; undefined where no angle is taken or no target was there. */
      readonly offDegrees?: number;
    }
  | { readonly kind: 'hit' }
);

/** Looks on as a match goes by. */
interface ConductObserver<State extends MatchState = MatchState> {
  /** To be called after every tick and action, with the inputs of that tick. Keeps no part of the state. */
  see(state: State, inputs: readonly (Input | undefined)[]): readonly Observation[];
}

export interface Conduct<State extends MatchState = MatchState> {
  /** The fields of an input that stand for keys; what a mouse moves may change in every tick and tells nothing. */
  readonly keys: readonly string[];
  /** Begins to observe at this state. */
  observe(state: State): ConductObserver<State>;
}
