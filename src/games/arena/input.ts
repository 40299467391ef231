// What a seat wants in one tick, and how it is read from what a client sent.

import type { Input } from '../kit/game.ts';
import { OLDEST_VIEW } from './balance.ts';

export interface ArenaInput extends Input {
  /** -1 left, 0, 1 right. */
  readonly moveX: number;
  /** -1 up, 0, 1 down. */
  readonly moveY: number;
  /** One of 256 directions: 0 right, 64 down. */
  readonly aim: number;
  /** 1 while the trigger is held. */
  readonly fire: number;
  /** How many ticks old the world was that the player saw; 0 unless it fires. */
  readonly seenAgo: number;
}

/** The nearest well-formed input; whatever is no integer is none at all. */
export function readInput(raw: Readonly<Record<string, unknown>>, seenAgo: number): ArenaInput {
  const fire = within(raw['fire'], 0, 1);
  return {
    moveX: within(raw['moveX'], -1, 1),
    moveY: within(raw['moveY'], -1, 1),
    aim: within(raw['aim'], 0, 255),
    fire,
    // Only shots look back: without one, a jittering connection would fill the log with changes that mean nothing.
    seenAgo: fire ? within(seenAgo, 0, OLDEST_VIEW) : 0,
  };
}

const within = (value: unknown, least: number, most: number): number =>
  Number.isInteger(value) ? Math.min(Math.max(value as number, least), most) + 0 : 0;
