// What one tick of the rules works on: the state, and what is quicker read once than each time.

import type { Seat } from '../kit/game.ts';
import { type ArenaMap, mapFor } from './map.ts';
import type { ArenaState, Pickup, Player, Shot } from './state.ts';

export interface ArenaEntities {
  state: ArenaState;
  player: Player;
  shot: Shot;
  pickup: Pickup;
}

export interface World {
  readonly state: ArenaState;
  readonly tick: number;
  readonly map: ArenaMap;
  /** By seat; the state's own, in a plain array. */
  readonly players: readonly Player[];
}

export function worldOf(state: ArenaState): World {
  const players = [...state.players];
  return { state, tick: state.tick, map: mapFor(players.length), players };
}

export const isAlive = (player: Player): boolean => player.health > 0;

/** Whether a shot of this seat may harm a player: an enemy's, who is neither dead nor protected. */
export function isTarget({ players, tick }: World, player: Player, shooter: Seat): boolean {
  return player.health > 0 && player.team !== players[shooter]!.team && player.safeUntil <= tick;
}

export function distanceSquared(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}
