// A player's ways: beginning, walking, dying, coming back, leaving.

import type { Seat } from '../kit/game.ts';
import { below } from '../kit/rng.ts';
import { FULL_HEALTH, PROTECTION, RESPAWN_DELAY, RUN, type Speed, WALK } from './balance.ts';
import { forget, pastAt, remember } from './history.ts';
import type { ArenaInput } from './input.ts';
import type { Point } from './map.ts';
import { movePlayer } from './movement.ts';
import type { Player } from './state.ts';
import { distanceSquared, isAlive, type World } from './world.ts';

/** How many spawn points are compared, so that a crowd's respawns stay cheap. */
const COMPARED_SPAWNS = 16;

export function newPlayer({ x, y }: Point, team: number): Player {
  return {
    x,
    y,
    moveX: 0,
    moveY: 0,
    aim: 0,
    health: FULL_HEALTH,
    team,
    kills: 0,
    deaths: 0,
    respawnTick: 0,
    safeUntil: 0,
    speedUntil: 0,
    shieldUntil: 0,
    rapidUntil: 0,
    gone: false,
    readyTick: 0,
    past: pastAt(x, y),
  };
}

export const speedOf = (player: Player, tick: number): Speed => (player.speedUntil > tick ? RUN : WALK);

/** Moves one player; without an input it stands, and looks where it looked. */
export function walk({ map, tick }: World, player: Player, input: ArenaInput | undefined): void {
  if (isAlive(player)) {
    player.moveX = input?.moveX ?? 0;
    player.moveY = input?.moveY ?? 0;
    if (input) player.aim = input.aim;
    const { x, y } = movePlayer(map, player, player, speedOf(player, tick));
    player.x = x;
    player.y = y;
  }
  remember(player, tick);
}

export function die(player: Player, tick: number): void {
  player.deaths += 1;
  player.respawnTick = tick + RESPAWN_DELAY;
  lieDown(player);
}

export function quit(player: Player): void {
  player.gone = true;
  lieDown(player);
}

function lieDown(player: Player): void {
  player.health = 0;
  player.moveX = 0;
  player.moveY = 0;
  player.speedUntil = 0;
  player.shieldUntil = 0;
  player.rapidUntil = 0;
}

/** Brings back who has waited long enough, in order of seats. */
export function respawn(world: World): void {
  for (const [seat, player] of world.players.entries()) {
    if (isAlive(player) || player.gone || player.respawnTick > world.tick) continue;
    const { x, y } = safestSpawn(world, seat);
    player.x = x;
    player.y = y;
    player.health = FULL_HEALTH;
    player.safeUntil = world.tick + PROTECTION;
    forget(player);
  }
}

/** The spawn point whose nearest living enemy is farthest; the first of equals. */
function safestSpawn({ state, map, players }: World, seat: Seat): Point {
  const { spawns } = map;
  const enemies = players.filter((other) => isAlive(other) && other.team !== players[seat]!.team);
  const few = spawns.length <= COMPARED_SPAWNS;
  const first = few ? 0 : below(state.rng, spawns.length);
  let best = spawns[first]!;
  let widest = -1;
  for (let i = 0; i < Math.min(spawns.length, COMPARED_SPAWNS); i++) {
    const spawn = spawns[(first + i) % spawns.length]!;
    let room = Infinity;
    for (const enemy of enemies) room = Math.min(room, distanceSquared(spawn, enemy));
    if (room > widest) {
      best = spawn;
      widest = room;
    }
  }
  return best;
}
