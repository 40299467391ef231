// The rules of the arena: what one tick does, in which order. See RULES.md.

import type { Rules } from '../kit/game.ts';
import type { ArenaAction } from './actions.ts';
import { TICK_RATE } from './balance.ts';
import { gridOf } from './grid.ts';
import { fly, shotsInFlight } from './hits.ts';
import type { ArenaInput } from './input.ts';
import { mapFor } from './map.ts';
import { type ArenaMode, modes, team } from './modes.ts';
import { judge, judgeLeaving, outcome } from './outcome.ts';
import { collect, newPickups } from './pickups.ts';
import { newPlayer, quit, respawn, walk } from './players.ts';
import { fire } from './shots.ts';
import type { ArenaState } from './state.ts';
import { type ArenaEntities, worldOf } from './world.ts';

const reasons = ['no_actions'] as const;
export type ArenaReason = (typeof reasons)[number];

export const rules: Rules<ArenaState, ArenaAction, ArenaReason, ArenaMode, ArenaEntities, ArenaInput> = {
  id: 'arena',
  version: 1,
  tickRate: TICK_RATE,
  modes,
  defaultMode: 'classic',
  reasons,

  setup(make, mode, rng) {
    const map = mapFor(mode.seats);
    const starts = map.starts.slice(0, mode.seats);
    return make('state', {
      tick: 0,
      players: starts.map((start, seat) => make('player', newPlayer(start, team(mode, seat)))),
      shots: [],
      pickups: newPickups(map, mode.powerUps).map((pickup) => make('pickup', pickup)),
      scoreLimit: mode.scoreLimit,
      endTick: mode.seconds * TICK_RATE,
      ending: '',
      rng,
    });
  },

  refuse: () => 'no_actions',
  apply() {},

  step(state, inputs, make) {
    const world = worldOf(state);
    const flying = shotsInFlight(world);
    respawn(world);
    for (const [seat, player] of world.players.entries()) walk(world, player, inputs[seat]);
    const fired = fire(world, inputs, make);
    const grid = gridOf(world);
    fly(world, grid, flying, fired);
    collect(world, grid);
    judge(state, world.players);
  },

  leave(state, seat) {
    quit(state.players[seat]!);
    judgeLeaving(state);
  },

  outcome,
  team,
};
