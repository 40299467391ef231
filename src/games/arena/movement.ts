// How a player moves. The rules and every client's prediction of its own player call the same function.

import { PLAYER_HALF, type Speed, TILE } from './balance.ts';
import { type ArenaMap, isFree, type Point } from './map.ts';

/** -1, 0 or 1 on each axis. */
export interface Heading {
  readonly moveX: number;
  readonly moveY: number;
}

/** Where a player at a free place is one tick later: it slides along walls, and other players are not in its way. */
export function movePlayer(map: ArenaMap, { x, y }: Point, { moveX, moveY }: Heading, speed: Speed): Point {
  const step = moveX !== 0 && moveY !== 0 ? speed.diagonal : speed.straight;
  const wantedX = x + moveX * step;
  const newX = isFree(map, wantedX, y, PLAYER_HALF) ? wantedX : flush(wantedX, moveX);
  const wantedY = y + moveY * step;
  return { x: newX, y: isFree(map, newX, wantedY, PLAYER_HALF) ? wantedY : flush(wantedY, moveY) };
}

/** The coordinate that touches the wall which a step ran into. A step is shorter than a tile. */
function flush(wanted: number, direction: number): number {
  if (direction > 0) return Math.floor((wanted + PLAYER_HALF - 1) / TILE) * TILE - PLAYER_HALF;
  return (Math.floor((wanted - PLAYER_HALF) / TILE) + 1) * TILE + PLAYER_HALF;
}
