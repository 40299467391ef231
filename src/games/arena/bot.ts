// A bot that leads its shots, keeps its distance, sidesteps and looks after its health. It knows what a client knows, so
// it plays in a room and against one alike.

import type { Bot, RngWords, Seat } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import { FULL_HEALTH, QUARTERS, SHOT_STEP, TILE } from './balance.ts';
import { directionTo } from './directions.ts';
import { dodgeAndKeepDistance } from './footwork.ts';
import type { ArenaInput } from './input.ts';
import type { Heading } from './movement.ts';
import { headingTo } from './path.ts';
import { HEALTH, isUseful } from './pickups.ts';
import { speedOf } from './players.ts';
import { isClear } from './shots.ts';
import type { ArenaState, Pickup, Player } from './state.ts';
import { distanceSquared, isAlive, isTarget, type World, worldOf } from './world.ts';

const SIGHT = 14 * TILE;
/** How far it goes out of its way. */
const FETCH_HEALTH = 10 * TILE;
const FETCH_POWER_UP = 6 * TILE;
const HURT = FULL_HEALTH / 2;
/** Its aim errs by less than this many of 256 directions. */
const SHAKE = 3;

interface Target {
  readonly player: Player;
  readonly inSight: boolean;
}

export const bot: Bot<ArenaState, ArenaInput> = (state, seat, rng) => {
  const world = worldOf(state);
  const me = world.players[seat]!;
  if (!isAlive(me)) return undefined;
  const target = nearestTarget(world, seat);
  const { moveX, moveY } = wayFor(world, seat, target, rng);
  const fire = target?.inSight ? 1 : 0;
  return { moveX, moveY, aim: fire ? aimAt(world, me, target!.player, rng) : me.aim, fire, seenAgo: 0 };
};

/** Those in sight come first. */
function nearestTarget(world: World, seat: Seat): Target | undefined {
  const me = world.players[seat]!;
  let best: Target | undefined;
  let nearest = Infinity;
  for (const player of world.players) {
    if (!isTarget(world, player, seat)) continue;
    const distance = distanceSquared(me, player);
    if (distance >= nearest && best?.inSight) continue;
    const inSight = distance < SIGHT ** 2 && isClear(world.map, me, player);
    if (!inSight && distance >= nearest) continue;
    if (!inSight && best?.inSight) continue;
    best = { player, inSight };
    nearest = distance;
  }
  return best;
}

function wayFor(world: World, seat: Seat, target: Target | undefined, rng: RngWords): Heading {
  const me = world.players[seat]!;
  const errand = nearestErrand(world, me);
  if (errand) return headingTo(world.map, me, errand);
  if (!target) return { moveX: 0, moveY: 0 };
  if (!target.inSight) return headingTo(world.map, me, target.player);
  return dodgeAndKeepDistance(world, seat, target.player, rng);
}

function nearestErrand({ state, tick }: World, me: Player): Pickup | undefined {
  let best: Pickup | undefined;
  let nearest = Infinity;
  for (const pickup of state.pickups) {
    const wanted = pickup.kind === HEALTH ? me.health <= HURT : true;
    if (!wanted || pickup.backTick > tick || !isUseful(pickup, me)) continue;
    const reach = pickup.kind === HEALTH ? FETCH_HEALTH : FETCH_POWER_UP;
    const distance = distanceSquared(me, pickup);
    if (distance > reach ** 2 || distance >= nearest) continue;
    best = pickup;
    nearest = distance;
  }
  return best;
}

/** Where the target will be when a shot arrives, if it walks on; with a shaking hand. */
function aimAt({ tick }: World, me: Player, target: Player, rng: RngWords): number {
  const pace = target.moveX !== 0 && target.moveY !== 0 ? 'diagonal' : 'straight';
  const speed = speedOf(target, tick)[pace];
  let [x, y] = [target.x, target.y];
  for (let i = 0; i < 2; i++) {
    const ticks = Math.sqrt(distanceSquared(me, { x, y })) / (SHOT_STEP * QUARTERS);
    x = Math.trunc(target.x + target.moveX * speed * ticks);
    y = Math.trunc(target.y + target.moveY * speed * ticks);
  }
  return (directionTo(x - me.x, y - me.y) + below(rng, SHAKE) - below(rng, SHAKE)) & 255;
}
