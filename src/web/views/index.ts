// The views: one line per game that has one.

import { ArenaView } from './arena.ts';
import { BattleshipView } from './battleship.ts';
import { ChessView } from './chess.ts';
import { PlainView } from './plain.ts';
import type { GameView } from './view.ts';

const views: Readonly<Record<string, new () => GameView>> = {
  chess: ChessView,
  arena: ArenaView,
  battleship: BattleshipView,
};

export function viewOf(game: string): GameView {
  return new ((Object.hasOwn(views, game) ? views[game] : undefined) ?? PlainView)();
}
