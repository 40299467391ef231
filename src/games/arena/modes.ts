// The ways to play the arena.

import type { Mode, Seat } from '../kit/game.ts';

export interface ArenaMode extends Mode {
  /** How many sides there are; as many as seats: everyone for themselves. */
  readonly teams: number;
  /** Kills of one side that end the match. */
  readonly scoreLimit: number;
  /** When time is up; at most half an hour, so that every tick fits in 16 bits. */
  readonly seconds: number;
  readonly powerUps: boolean;
}

/** A seat's side. */
export const team = (mode: ArenaMode, seat: Seat): number => seat % mode.teams;

const LONGEST_SECONDS = 1_800;

/** A mode with any number of seats, everyone for themselves unless it is told otherwise; the ground grows with them. */
export function arenaMode(
  title: string,
  seats: number,
  settings: Partial<Omit<ArenaMode, 'title' | 'seats'>> = {},
): ArenaMode {
  const usual = { rated: true, graceSeconds: 10, teams: seats, scoreLimit: 20, seconds: 300, powerUps: false };
  const mode = { title, seats, ratingSystem: 'openskill', ...usual, ...settings } as const;
  if (mode.seconds > LONGEST_SECONDS) throw new Error('an arena match lasts half an hour at most');
  return mode;
}

export const modes = {
  classic: arenaMode('Classic', 4),
  duel: arenaMode('Duel', 2, { scoreLimit: 10, seconds: 180 }),
  teams: arenaMode('Teams 2 v 2', 4, { teams: 2, scoreLimit: 25 }),
  arcade: arenaMode('Arcade', 4, { powerUps: true, rated: false, scoreLimit: 25 }),
} as const satisfies Record<string, ArenaMode>;
