// Shots: fired, and where they are. A shot is a straight line in time, known in full the moment it is fired; only a hit
// ends it early.

import type { Make, Seat } from '../kit/game.ts';
import { COOLDOWN, QUARTERS, RAPID_COOLDOWN, SHOT_HALF, SHOT_REACH, SHOT_STEP } from './balance.ts';
import { directionX, directionY, UNIT } from './directions.ts';
import type { ArenaInput } from './input.ts';
import { type ArenaMap, isFree, type Point } from './map.ts';
import type { Shot } from './state.ts';
import { type ArenaEntities, isAlive, type World } from './world.ts';

type Line = Pick<Shot, 'x' | 'y' | 'aim'>;

/** One coordinate of a shot, so many quarters of a tick after it was fired. */
export const shotX = ({ x, aim }: Line, quarters: number): number =>
  x + Math.trunc((directionX[aim]! * SHOT_STEP * quarters) / UNIT);
export const shotY = ({ y, aim }: Line, quarters: number): number =>
  y + Math.trunc((directionY[aim]! * SHOT_STEP * quarters) / UNIT);

/** Whether a shot flies on after this tick. */
export const fliesAfter = (shot: Shot, tick: number): boolean => QUARTERS * (tick - shot.born) < shot.flight;

/** Fires for each seat that holds its trigger and may; returns the new shots, in order of seats. */
export function fire(world: World, inputs: readonly (ArenaInput | undefined)[], make: Make<ArenaEntities>): Shot[] {
  const { state, tick, players } = world;
  const places = [...state.shots];
  let place = 0;
  const fired: Shot[] = [];
  for (const [seat, player] of players.entries()) {
    const input = inputs[seat];
    if (!input?.fire || !isAlive(player) || player.readyTick > tick) continue;
    player.readyTick = tick + (player.rapidUntil > tick ? RAPID_COOLDOWN : COOLDOWN);
    player.safeUntil = Math.min(player.safeUntil, tick);
    const shot = newShot(world, seat, input.seenAgo);
    while (place < places.length && fliesAfter(places[place]!, tick - 1)) place++;
    const taken = places[place++];
    if (taken) fired.push(Object.assign(taken, shot));
    else fired.push(state.shots[state.shots.push(make('shot', shot)) - 1]!);
  }
  return fired;
}

/** It leaves its shooter in the world that the shooter saw: the last one, or `seenAgo` ticks before that. */
function newShot({ map, tick, players }: World, seat: Seat, seenAgo: number): Shot {
  const { x, y, aim } = players[seat]!;
  return { seat, x, y, aim, born: Math.max(0, tick - 1 - seenAgo), flight: freeFlight(map, { x, y, aim }) };
}

/** Quarters until a wall is in the way. */
export function freeFlight(map: ArenaMap, line: Line): number {
  let flight = 1;
  while (flight < SHOT_REACH && isFree(map, shotX(line, flight + 1), shotY(line, flight + 1), SHOT_HALF)) flight++;
  return flight;
}

/** Whether nothing but air is between two points, for a shot. */
export function isClear(map: ArenaMap, from: Point, to: Point): boolean {
  const steps = Math.ceil(Math.sqrt((to.x - from.x) ** 2 + (to.y - from.y) ** 2) / SHOT_STEP);
  for (let i = 1; i < steps; i++) {
    const x = from.x + Math.trunc(((to.x - from.x) * i) / steps);
    const y = from.y + Math.trunc(((to.y - from.y) * i) / steps);
    if (!isFree(map, x, y, SHOT_HALF)) return false;
  }
  return true;
}
