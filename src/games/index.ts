// The registry: every game that the house knows, one line each.

import { arena } from './arena/index.ts';
import { battleship } from './battleship/index.ts';
import { chess } from './chess/index.ts';
import type { Game } from './kit/game.ts';

export const games = {
  chess,
  arena,
  battleship,
} as const satisfies Record<string, Game>;

export type GameId = keyof typeof games;

export const gameById = (id: string): Game | undefined => (Object.hasOwn(games, id) ? games[id as GameId] : undefined);
