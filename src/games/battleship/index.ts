// Battleship, as the registry holds it.

import type { Game } from '../kit/game.ts';
import { type BattleshipAction, battleshipActions } from './actions.ts';
import { analysis } from './analysis.ts';
import { bot } from './bot.ts';
import { conduct } from './conduct/index.ts';
import type { BattleshipMode } from './modes.ts';
import { type BattleshipEntities, type BattleshipReason, rules } from './rules.ts';
import { BattleshipSchema, type BattleshipState, FleetWaters } from './state.ts';

export const battleship: Game<BattleshipState, BattleshipAction, BattleshipReason, BattleshipMode, BattleshipEntities> =
  {
    title: 'Battleship',
    rules,
    actions: battleshipActions,
    entities: { state: BattleshipSchema, waters: FleetWaters },
    analysis,
    conduct,
    bot,
  };
