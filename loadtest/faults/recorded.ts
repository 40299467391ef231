// What the matches of a fault run were: chess mostly, in several modes, and some of each other game.

import { games } from '../../src/games/index.ts';
import type { Game } from '../../src/games/kit/index.ts';
import { recordChess, recordGame, type RecordedGame } from '../results/games.ts';

/** The same for every process that asks. */
export function recordAll(): RecordedGame[] {
  const few = (game: Game, mode: string, count: number, ticks: number): RecordedGame[] =>
    Array.from({ length: count }, (_, n) => recordGame(game, mode, n, { ticks }));
  return [
    ...recordChess(20),
    ...recordChess(8, 'rapid'),
    ...recordChess(4, 'chess960'),
    ...recordChess(4, 'untimed'),
    ...few(games.battleship, 'quick', 6, 4),
    ...few(games.arena, 'duel', 1, 1),
    ...few(games.arena, 'classic', 1, 1),
  ];
}
