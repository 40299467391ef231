// The ways to play battleship: how long a seat may think.

import type { Mode } from '../kit/game.ts';

export interface BattleshipMode extends Mode {
  /** Absent: no clock. */
  readonly clock?: { readonly placementSeconds: number; readonly moveSeconds: number };
}

/** A game of luck as much as skill: a few results tell little, so that Elo's small, even steps do. */
const rated = { rated: true, ratingSystem: 'elo' } as const;
const clock = (placementSeconds: number, moveSeconds: number) => ({ placementSeconds, moveSeconds });

export const modes = {
  classic: { title: 'Classic, 60 s a move', seats: 2, ...rated, graceSeconds: 60, clock: clock(90, 60) },
  quick: { title: 'Quick, 10 s a move', seats: 2, ...rated, graceSeconds: 20, clock: clock(30, 10) },
  untimed: { title: 'Untimed', seats: 2, rated: false, graceSeconds: 120 },
} as const satisfies Record<string, BattleshipMode>;
