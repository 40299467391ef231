// How the bot moves in a fight: of nine ways to go it takes the one that leads to the best place.

import type { RngWords, Seat } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import { HIT_RADIUS, QUARTERS, type Speed, TILE, WALK } from './balance.ts';
import { directionX, directionY, UNIT } from './directions.ts';
import { type Heading, movePlayer } from './movement.ts';
import { fliesAfter, shotX, shotY } from './shots.ts';
import type { Player, Shot } from './state.ts';
import { distanceSquared, type World } from './world.ts';
import type { Point } from './map.ts';

/** It judges where each way leads in this many ticks; less than a tile, as movePlayer asks. */
const FORESIGHT = 6;
const STRIDE: Speed = { straight: WALK.straight * FORESIGHT, diagonal: WALK.diagonal * FORESIGHT };
const KEPT_DISTANCE = 5 * TILE;
const DANGER_RANGE = 4 * TILE;

/** What counts how much, in units of distance. */
const WORTH = { hit: 120, standing: 120, habit: 150, whim: 180 } as const;

const headings: readonly Heading[] = [-1, 0, 1].flatMap((moveY) => [-1, 0, 1].map((moveX) => ({ moveX, moveY })));

export function dodgeAndKeepDistance(world: World, seat: Seat, target: Player, rng: RngWords): Heading {
  const me = world.players[seat]!;
  const threats = threatsTo(world, me);
  let best = headings[0]!;
  let highest = -Infinity;
  for (const heading of headings) {
    const place = movePlayer(world.map, me, heading, STRIDE);
    const worth = worthOf(place, me, heading, target, threats, world.tick) + below(rng, WORTH.whim);
    if (worth > highest) {
      best = heading;
      highest = worth;
    }
  }
  return best;
}

function worthOf(
  place: Point,
  me: Player,
  { moveX, moveY }: Heading,
  target: Player,
  threats: readonly Shot[],
  tick: number,
): number {
  let worth = -Math.abs(Math.sqrt(distanceSquared(place, target)) - KEPT_DISTANCE);
  if (place.x === me.x && place.y === me.y) worth -= WORTH.standing;
  if (moveX === me.moveX && moveY === me.moveY) worth += WORTH.habit;
  for (const shot of threats) if (comesBy(shot, place, tick)) worth -= WORTH.hit;
  return Math.trunc(worth);
}

const threatsTo = ({ state, tick, players }: World, me: Player): Shot[] =>
  [...state.shots].filter(
    (shot) =>
      fliesAfter(shot, tick) &&
      players[shot.seat]!.team !== me.team &&
      distanceSquared(placeOf(shot, tick), me) < DANGER_RANGE ** 2,
  );

const placeOf = (shot: Shot, tick: number): Point => ({
  x: shotX(shot, QUARTERS * (tick - shot.born)),
  y: shotY(shot, QUARTERS * (tick - shot.born)),
});

/** Whether a shot is still to pass a point so closely that it would hit. */
function comesBy(shot: Shot, { x, y }: Point, tick: number): boolean {
  const from = placeOf(shot, tick);
  const [aheadX, aheadY] = [directionX[shot.aim]!, directionY[shot.aim]!];
  const along = (x - from.x) * aheadX + (y - from.y) * aheadY;
  const across = (x - from.x) * aheadY - (y - from.y) * aheadX;
  return along > 0 && Math.abs(across) < HIT_RADIUS * UNIT;
}
