// Things that lie around: health, and in some modes power-ups.

import type { Seat } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import { BOOST, FULL_HEALTH, HEALING, PICKUP_RADIUS, PICKUP_RETURN } from './balance.ts';
import { type Grid, seatsWithin } from './grid.ts';
import type { ArenaMap, Point } from './map.ts';
import type { Pickup, Player } from './state.ts';
import { distanceSquared, isAlive, type World } from './world.ts';

export const pickupKinds = ['health', 'speed', 'shield', 'rapid'] as const;
export const HEALTH = 0;
const POWER_UPS = pickupKinds.length - 1;

export function newPickups(map: ArenaMap, powerUps: boolean): Pickup[] {
  const lay = ({ x, y }: Point, kind: number): Pickup => ({ kind, x, y, backTick: 0 });
  const health = map.health.map((point) => lay(point, HEALTH));
  return powerUps ? [...health, ...map.powerUps.map((point, i) => lay(point, 1 + (i % POWER_UPS)))] : health;
}

/** Gives each thing to the nearest player in reach who can use it, of two as near to the lower seat. */
export function collect(world: World, grid: Grid): void {
  for (const pickup of world.state.pickups) {
    if (pickup.backTick > world.tick) continue;
    const taker = nearestTaker(world, grid, pickup);
    if (taker !== undefined) take(world, pickup, world.players[taker]!);
  }
}

/** Health is left to those who are hurt. */
export const isUseful = (pickup: Pickup, player: Player): boolean =>
  isAlive(player) && (pickup.kind !== HEALTH || player.health < FULL_HEALTH);

function nearestTaker({ players }: World, grid: Grid, pickup: Pickup): Seat | undefined {
  const { x, y } = pickup;
  let taker: Seat | undefined;
  let nearest = PICKUP_RADIUS ** 2;
  const reach = PICKUP_RADIUS;
  for (const seat of seatsWithin(grid, x - reach, y - reach, x + reach, y + reach)) {
    const player = players[seat]!;
    const distance = distanceSquared(player, pickup);
    if (distance > nearest || !isUseful(pickup, player)) continue;
    if (distance === nearest && taker !== undefined && taker < seat) continue;
    taker = seat;
    nearest = distance;
  }
  return taker;
}

function take({ state, tick }: World, pickup: Pickup, player: Player): void {
  switch (pickupKinds[pickup.kind]) {
    case 'speed':
      player.speedUntil = tick + BOOST;
      break;
    case 'shield':
      player.shieldUntil = tick + BOOST;
      break;
    case 'rapid':
      player.rapidUntil = tick + BOOST;
      break;
    default:
      player.health = Math.min(FULL_HEALTH, player.health + HEALING);
  }
  pickup.backTick = tick + PICKUP_RETURN;
  if (pickup.kind !== HEALTH) pickup.kind = 1 + below(state.rng, POWER_UPS);
}
