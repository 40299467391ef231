// The page's own reading of moves, held to the rules and to published games.

import { describe, expect, test } from 'vitest';
import { engineGames } from '../games/chess/chess960-games.ts';
import { Notation } from '../../src/web/san.ts';
import { uciOf } from '../games/chess/san.ts';
import { playMoves, startFrom } from '../games/chess/setup.ts';

describe('[U1] the page', () => {
  test.each(engineGames)('writes a game of Chess960 as it was published: $start', ({ start, san }) => {
    const state = startFrom(start);
    for (const text of san) playMoves(state, uciOf(state, text));
    const notation = new Notation(start);
    expect(notation.follow(state.moves)).toEqual([...san.slice(0, -1), san.at(-1)!.replace('#', '+')]);
    expect(notation.board).toEqual(state.board);
  });
});
