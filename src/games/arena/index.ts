// The arena, as the registry holds it.

import type { Game } from '../kit/game.ts';
import { type ArenaAction, arenaActions, arenaInputs } from './actions.ts';
import { analysis } from './analysis.ts';
import { bot } from './bot.ts';
import { conduct } from './conduct/index.ts';
import type { ArenaInput } from './input.ts';
import type { ArenaMode } from './modes.ts';
import { type ArenaReason, rules } from './rules.ts';
import { ArenaSchema, type ArenaState, ArenaPickup, ArenaPlayer, ArenaShot } from './state.ts';
import type { ArenaEntities } from './world.ts';

export const arena: Game<ArenaState, ArenaAction, ArenaReason, ArenaMode, ArenaEntities, ArenaInput> = {
  title: 'Arena',
  rules,
  actions: arenaActions,
  inputs: arenaInputs,
  entities: { state: ArenaSchema, player: ArenaPlayer, shot: ArenaShot, pickup: ArenaPickup },
  analysis,
  conduct,
  bot,
};
