// What a game's view is to the page. A game without one is shown by plain.ts.

import type { Sight } from '../watch.ts';

export interface GameView {
  /** The picture. */
  readonly stage: HTMLElement;
  /** What stands beside it. */
  readonly beside?: HTMLElement;
  /** To be called where anything but time has changed; the state may not be there yet. */
  draw(sight: Sight): void;
  /** What changes with time alone: clocks. `tick` is the one that is shown, with its fraction. */
  pass?(sight: Sight, tick: number): void;
  /** What is going on, while the match does; the state is there. */
  status?(sight: Sight): string;
  /** How seats are called in the result, where not by their players' names. */
  readonly sides?: readonly string[];
}
