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

/** A real-time game is best played near by, and there are bots for those whom nobody else joins. */
const queue = { rttMs: { first: 60, perSecond: 3, most: 180 }, botsAfterSeconds: 45 } as const;

const LONGEST_SECONDS = 1_800;

/** A mode with any number of seats, everyone for themselves unless it is told otherwise; the ground grows with them. */
export function arenaMode(
  title: string,
  seats: number,
  settings: Partial<Omit<ArenaMode, 'title' | 'seats'>> = {},
): ArenaMode {
  const usual = { rated: true, graceSeconds: 10, teams: seats, scoreLimit: 20, seconds: 300, powerUps: false, queue };
  const mode = { title, seats, ratingSystem: 'openskill', ...usual, ...settings } as const;
  if (mode.seconds > LONGEST_SECONDS) throw new Error('an arena match lasts half an hour at most');
  return mode;
}

export const modes = {
  classic: arenaMode('Classic', 4),
  duel: arenaMode('Duel', 2, { scoreLimit: 10, seconds: 180 }),
  // Four friends could hand each other whatever result they like.
  teams: arenaMode('Teams 2 v 2', 4, { teams: 2, scoreLimit: 25, queue: { ...queue, ratedOnlyHere: true } }),
  arcade: arenaMode('Arcade', 4, { powerUps: true, rated: false, scoreLimit: 25 }),
} as const satisfies Record<string, ArenaMode>;
