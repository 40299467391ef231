// What no player of the arena can do, however it plays: outrun its speed, stand in a wall, outfire its weapon. Written
// down apart from the rules, and looked at tick by tick.

import { expect } from 'vitest';
import { COOLDOWN, FULL_HEALTH, PLAYER_HALF, RAPID_COOLDOWN, RUN, WALK } from '../../src/games/arena/balance.ts';
import { isFree, mapFor } from '../../src/games/arena/map.ts';
import type { ArenaState, Player } from '../../src/games/arena/state.ts';

type Seen = Pick<Player, 'x' | 'y' | 'deaths' | 'respawnTick' | 'readyTick'>;

/** To be called after each tick with the state; throws at what is against the law. */
export function lawOfTheArena(): (state: ArenaState) => void {
  let before: Seen[] = [];
  return (state) => {
    const players = [...state.players];
    const map = mapFor(players.length);
    for (const [seat, player] of players.entries()) {
      expect(isFree(map, player.x, player.y, PLAYER_HALF), `seat ${seat} is in a wall in tick ${state.tick}`).toBe(
        true,
      );
      expect(player.health).toBeLessThanOrEqual(FULL_HEALTH);
      const then = before[seat];
      if (!then) continue;
      keepsItsPace(then, player, state.tick);
      keepsItsRate(then, player, state.tick);
    }
    before = players.map(({ x, y, deaths, respawnTick, readyTick }) => ({ x, y, deaths, respawnTick, readyTick }));
  };
}

function keepsItsPace(then: Seen, now: Player, tick: number): void {
  // Who comes back does so somewhere else.
  if (then.deaths > 0 && then.respawnTick === tick) return;
  const speed = now.speedUntil >= tick ? RUN : WALK;
  const [x, y] = [Math.abs(now.x - then.x), Math.abs(now.y - then.y)];
  const most = x > 0 && y > 0 ? speed.diagonal : speed.straight;
  expect(Math.max(x, y), `moved by ${x}, ${y} in tick ${tick}`).toBeLessThanOrEqual(most);
}

function keepsItsRate(then: Seen, now: Player, tick: number): void {
  if (now.readyTick === then.readyTick) return;
  expect(then.readyTick, `fired too early in tick ${tick}`).toBeLessThanOrEqual(tick);
  expect(now.readyTick).toBeGreaterThanOrEqual(tick + (now.rapidUntil >= tick ? RAPID_COOLDOWN : COOLDOWN));
}
