// Positions as text: what is written can be read again, and what is no position is refused.

import { describe, expect, it } from 'vitest';

import { epd, fen, fromFen, START } from '../../../src/games/chess/fen.ts';
import { chess } from '../../../src/games/chess/index.ts';
import { modes } from '../../../src/games/chess/modes.ts';
import { onSchema } from '../../../src/games/kit/game.ts';
import { open, seedOf } from '../driver.ts';
import { playMoves, startFrom } from './setup.ts';

describe('FEN', () => {
  it.each([
    START,
    'r3k2r/8/8/8/8/8/8/R3K2R b Kq - 3 1',
    'nbbrknrq/pppppppp/8/8/8/8/PPPPPPPP/NBBRKNRQ w KQkq - 0 1',
    '4rrk1/pbbp2p1/1ppnp3/3n1pqp/3N1PQP/1PPNP3/PBBP2P1/4RRK1 w Ff - 0 1',
  ])('[G3] of %s is that', (text) => {
    expect(fen(startFrom(text))).toBe(text);
  });

  it('[G3] counts moves, and reads schema objects as plain ones', () => {
    const { match } = open(chess, 'blitz', seedOf('fen', 0), onSchema(chess.entities));
    const state = startFrom(undefined, modes.blitz);
    playMoves(state, 'e2e4 c7c5 g1f3');
    state.moves.forEach((move, ply) => match.act(ply % 2, { type: 'move', move }));
    expect(fen(match.state as typeof state)).toBe('rnbqkbnr/pp1ppppp/8/2p5/4P3/5N2/PPPP1PPP/RNBQKB1R b KQkq - 1 2');
    expect(fen(state)).toBe(fen(match.state as typeof state));
  });

  it('[G3] forgets an en passant square where nothing can be taken', () => {
    expect(epd(fromFen('4k3/8/8/8/3P4/8/8/4K3 b - d3'))).toBe('4k3/8/8/8/3P4/8/8/4K3 b - -');
    expect(epd(fromFen('4k3/8/8/8/3Pp3/8/8/4K3 b - d3'))).toBe('4k3/8/8/8/3Pp3/8/8/4K3 b - d3');
  });

  it.each([
    ['nothing', ''],
    ['a rank too few', '4k3/8/8/8/8/8/4K3 w - -'],
    ['a rank too long', '4k4/8/8/8/8/8/8/4K3 w - -'],
    ['an unknown piece', '4k3/8/8/8/8/8/8/4K2X w - -'],
    ['a king too few', '4k3/8/8/8/8/8/8/8 w - -'],
    ['no side to move', '4k3/8/8/8/8/8/8/4K3 - - -'],
    ['castling without a rook', '4k3/8/8/8/8/8/8/4K3 w K -'],
    ['castling with a rook of the other wing', '4k3/8/8/8/8/8/8/R3K3 w K -'],
    ['castling of a king in the field', '4k3/8/8/8/8/8/4K3/R6R w Q -'],
  ])('[G3] refuses %s', (_, text) => {
    expect(() => fromFen(text)).toThrow();
  });
});
