// The shot that would hit: where a target will be when it arrives, if it walks on as it does.

import type { Seat } from '../../kit/game.ts';
import { HIT_RADIUS, QUARTERS, SHOT_STEP } from '../balance.ts';
import { directionX, directionY, UNIT } from '../directions.ts';
import type { Point } from '../map.ts';
import { distanceSquared } from '../world.ts';
import type { Memory } from './memory.ts';

/** Where to aim from a point in order to hit a target in the world at the end of a tick. */
export function aimPoint(memory: Memory, tick: number, from: Point, target: Seat): Point | undefined {
  const now = memory.at(tick)?.players[target];
  if (!now) return undefined;
  const before = memory.at(tick - 1)?.players[target];
  const [stepX, stepY] = before?.alive ? [now.x - before.x, now.y - before.y] : [0, 0];
  let { x, y } = now;
  // Twice: the second time with the flight to where the first has found it.
  for (let i = 0; i < 2; i++) {
    const ticks = Math.sqrt(distanceSquared(from, { x, y })) / (SHOT_STEP * QUARTERS);
    x = Math.trunc(now.x + stepX * ticks);
    y = Math.trunc(now.y + stepY * ticks);
  }
  return { x, y };
}

/** Whether a shot in this direction comes by a point so closely that it would hit. */
export function passes(from: Point, aim: number, { x, y }: Point): boolean {
  const [aheadX, aheadY] = [directionX[aim]!, directionY[aim]!];
  const along = (x - from.x) * aheadX + (y - from.y) * aheadY;
  const across = (x - from.x) * aheadY - (y - from.y) * aheadX;
  return along > 0 && Math.abs(across) < HIT_RADIUS * UNIT;
}
