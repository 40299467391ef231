// The page's own reading of moves and start positions, held to the rules and to published games.

import { describe, expect, test } from 'vitest';
import { chess } from '../../src/games/chess/index.ts';
import type { ChessState } from '../../src/games/chess/state.ts';
import { engineGames } from '../games/chess/chess960-games.ts';
import { Notation } from '../../src/web/san.ts';
import { startOf } from '../../src/web/start.ts';
import { uciOf } from '../games/chess/san.ts';
import { playMoves, startFrom } from '../games/chess/setup.ts';
import { open, seedOf } from '../games/driver.ts';

describe('[U1] the page', () => {
  test('knows from a log where its match started', () => {
    for (const mode of Object.keys(chess.rules.modes)) {
      for (let n = 0; n < 300; n++) {
        const { start } = open(chess, mode, seedOf('page', n)).match.state as ChessState;
        expect(startOf(mode, seedOf('page', n))).toBe(start);
      }
    }
  });

  test.each(engineGames)('writes a game of Chess960 as it was published: $start', ({ start, san }) => {
    const state = startFrom(start);
    for (const text of san) playMoves(state, uciOf(state, text));
    const notation = new Notation(start);
    expect(notation.follow(state.moves)).toEqual([...san.slice(0, -1), san.at(-1)!.replace('#', '+')]);
    expect(notation.board).toEqual(state.board);
  });
});
