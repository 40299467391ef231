// Chess, as the registry holds it.

import type { Game } from '../kit/game.ts';
import { type ChessAction, chessActions } from './actions.ts';
import { analysis } from './analysis.ts';
import { bot } from './bot.ts';
import type { ChessMode } from './modes.ts';
import { type ChessEntities, type ChessReason, rules } from './rules.ts';
import { ChessSchema, type ChessState } from './state.ts';

export const chess: Game<ChessState, ChessAction, ChessReason, ChessMode, ChessEntities, never> = {
  title: 'Chess',
  rules,
  actions: chessActions,
  entities: { state: ChessSchema },
  analysis,
  bot,
};
