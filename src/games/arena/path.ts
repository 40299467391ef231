// The way around walls, tile by tile: breadth first from the goal, so that the first tile on the way is at hand when
// the search arrives.

import { TILE } from './balance.ts';
import { type ArenaMap, isWall, type Point } from './map.ts';
import type { Heading } from './movement.ts';

/** Beyond so many tiles a search gives up, and one walks straight on. */
const FARTHEST = 1_500;
/** As near as this to a line it is walked along: less than a step, and less than what a corridor leaves free. */
const NEAR_ENOUGH = 20;

const queue = new Int32Array(FARTHEST + 4);
/** Which search saw a tile last; so none has to be wiped. */
const seen = new Int32Array(256 * 256);
let search = 0;

/** Which way to walk to get from one free point to another. */
export function headingTo(map: ArenaMap, from: Point, to: Point): Heading {
  const here = tileOf(from);
  const next = tileOf(to) === here ? undefined : nextTile(map, here, tileOf(to));
  return next === undefined ? straight(from, to) : straight(from, centreOf(next));
}

const straight = (from: Point, to: Point): Heading => ({
  moveX: toward(to.x - from.x),
  moveY: toward(to.y - from.y),
});

const toward = (distance: number): number => (Math.abs(distance) <= NEAR_ENOUGH ? 0 : Math.sign(distance));

const ROW = 256;
const tileOf = ({ x, y }: Point): number => Math.floor(y / TILE) * ROW + Math.floor(x / TILE);
const centreOf = (tile: number): Point => ({
  x: (tile % ROW) * TILE + TILE / 2,
  y: Math.floor(tile / ROW) * TILE + TILE / 2,
});

function nextTile(map: ArenaMap, here: number, goal: number): number | undefined {
  search += 1;
  seen[goal] = search;
  queue[0] = goal;
  let length = 1;
  for (let i = 0; i < length && length <= FARTHEST; i++) {
    const tile = queue[i]!;
    for (const step of [1, -1, ROW, -ROW]) {
      const neighbour = tile + step;
      if (neighbour === here) return tile;
      if (isWall(map, neighbour & 255, neighbour >> 8) || seen[neighbour] === search) continue;
      seen[neighbour] = search;
      queue[length++] = neighbour;
    }
  }
  return undefined;
}
