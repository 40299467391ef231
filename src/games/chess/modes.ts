// The ways to play chess: a clock, and where the pieces start.

import type { Mode } from '../kit/game.ts';

export interface ChessMode extends Mode {
  /** Absent: no clock. */
  readonly clock?: { readonly initialSeconds: number; readonly incrementSeconds: number };
  /** Chess960: one of 960 start positions, drawn by the match's seed. */
  readonly shuffled?: true;
}

/** DECISION: also when it is rated. Both players see all there is; nobody who watches could tell them more. */
const watchDelaySeconds = 0;

const minutes = (initial: number, incrementSeconds: number) => ({ initialSeconds: initial * 60, incrementSeconds });

export const modes = {
  bullet: { title: 'Bullet 1+0', seats: 2, rated: true, watchDelaySeconds, graceSeconds: 20, clock: minutes(1, 0) },
  blitz: { title: 'Blitz 3+2', seats: 2, rated: true, watchDelaySeconds, graceSeconds: 30, clock: minutes(3, 2) },
  rapid: { title: 'Rapid 10+0', seats: 2, rated: true, watchDelaySeconds, graceSeconds: 60, clock: minutes(10, 0) },
  chess960: {
    title: 'Chess960 3+2',
    seats: 2,
    rated: true,
    watchDelaySeconds,
    graceSeconds: 30,
    clock: minutes(3, 2),
    shuffled: true,
  },
  untimed: { title: 'Untimed', seats: 2, rated: false, graceSeconds: 120 },
} as const satisfies Record<string, ChessMode>;
