// Moves as a seat plays them: what is refused and why, spellings, castling, en passant, promotion.

import { describe, expect, it } from 'vitest';

import { chessActions } from '../../../src/games/chess/actions.ts';
import { fen } from '../../../src/games/chess/fen.ts';
import { act, movesIn, playMoves, startFrom } from './setup.ts';

const WHITE = 0;
const BLACK = 1;
const bothCastle = 'r3k2r/8/8/8/8/8/8/R3K2R w KQkq -';

describe('a move', () => {
  it('[V2] is refused out of turn', () => {
    const state = startFrom();
    expect(act(state, BLACK, { type: 'move', move: 'e7e5' })).toBe('not_your_turn');
    playMoves(state, 'e2e4');
    expect(act(state, WHITE, { type: 'move', move: 'd2d4' })).toBe('not_your_turn');
  });

  it.each([
    ['a square with nothing on it', 'e4e5'],
    ["the opponent's piece", 'e7e5'],
    ['a step that the piece does not make', 'g1g3'],
    ['a way that is blocked', 'a1a3'],
    ['a capture of an own piece', 'a1a2'],
    ['a square moving to itself', 'e2e2'],
    ['a promotion of what does not promote', 'e2e4q'],
    ['castling over pieces', 'e1g1'],
  ])('[V1] is refused: %s', (_, move) => {
    expect(act(startFrom(), WHITE, { type: 'move', move })).toBe('illegal_move');
  });

  it.each([
    ['leaving a check standing', '4k3/8/8/8/8/8/4r3/R3K3 w Q - 0 1', 'a1a2'],
    ['moving a pinned piece off its line', '4k3/4r3/8/8/8/8/4N3/4K3 w - - 0 1', 'e2c3'],
    ['a king stepping back along the line of a check', '4k3/8/8/8/8/r3K3/8/8 w - - 0 1', 'e3f3'],
    ['en passant when it bares the king', '8/8/8/K2pP2r/8/8/8/4k3 w - d6 0 1', 'e5d6'],
    ['a pawn promoting without saying to what', '8/P7/8/8/8/8/8/K1k5 w - - 0 1', 'a7a8'],
  ])('[V1] is refused: %s', (_, position, move) => {
    const state = startFrom(position);
    expect(act(state, WHITE, { type: 'move', move })).toBe('illegal_move');
    expect(movesIn(state)).not.toContain(move);
  });

  it.each(['e2', 'e2e9', 'E2E4', 'e7e8k', 'e7e8Q', 'e2e4 ', 'O-O', ''])('[V1] is malformed: "%s"', (move) => {
    expect(chessActions.safeParse({ type: 'move', move }).success).toBe(false);
  });

  it('[V1] is malformed with anything more than it needs', () => {
    expect(chessActions.safeParse({ type: 'resign' }).success).toBe(true);
    expect(chessActions.safeParse({ type: 'resign', seat: 1 }).success).toBe(false);
    expect(chessActions.safeParse({ type: 'move', move: 'e2e4', tick: 7 }).success).toBe(false);
    expect(chessActions.safeParse({ type: 'surrender' }).success).toBe(false);
  });
});

describe('castling', () => {
  it("[G3] is the king's two-step, and no other spelling", () => {
    expect(act(startFrom(bothCastle), WHITE, { type: 'move', move: 'e1h1' })).toBe('illegal_move');
    expect(fen(playMoves(startFrom(bothCastle), 'e1g1 e8c8'))).toBe('2kr3r/8/8/8/8/8/8/R4RK1 w - - 2 2');
  });

  it('[G3] is the king taking its rook where they started elsewhere', () => {
    const state = startFrom('1r3kr1/5pp1/8/8/8/8/5PP1/1R3KR1 w KQkq -');
    expect(movesIn(state).filter((move) => move === 'f1g1' || move === 'f1b1')).toEqual(['f1g1', 'f1b1']);
    expect(fen(playMoves(state, 'f1g1 f8b8'))).toBe('2kr2r1/5pp1/8/8/8/8/5PP1/1R3RK1 w - - 2 2');
  });

  it.each([
    ['the king moved', 'e1e2 e8e7 e2e1 e7e8', ['e1g1', 'e1c1'], []],
    ['that rook moved', 'h1h2 a8a7 h2h1 a7a8', ['e1g1'], ['e1c1']],
    ['that rook was taken', 'a1a8 e8e7 e1e2 h8a8', ['e1c1'], []],
  ])('[G3] is lost when %s', (_, moves, lost, kept) => {
    const legal = movesIn(playMoves(startFrom(bothCastle), moves));
    for (const move of lost) expect(legal).not.toContain(move);
    for (const move of kept) expect(legal).toContain(move);
  });

  it.each([
    ['out of check', '4k3/8/8/8/8/8/4r3/R3K2R w KQ -', []],
    ['through check', '4k3/8/8/8/8/8/5r2/R3K2R w KQ -', ['e1c1']],
    ['into check', '4k3/8/8/8/8/8/6r1/R3K2R w KQ -', ['e1c1']],
    ['past an attack on the rook alone', '4k3/8/8/8/8/8/1r6/R3K3 w Q -', ['e1c1']],
  ])('[G3] %s', (_, position, allowed) => {
    const castlings = movesIn(startFrom(position)).filter((move) => move === 'e1g1' || move === 'e1c1');
    expect(castlings).toEqual(allowed);
  });
});

describe('pawns', () => {
  it('[G3] take en passant at once or never', () => {
    const state = playMoves(startFrom(), 'e2e4 a7a6 e4e5 d7d5');
    expect(movesIn(state)).toContain('e5d6');
    expect(fen(playMoves(state, 'e5d6'))).toBe('rnbqkbnr/1pp1pppp/p2P4/8/8/8/PPPP1PPP/RNBQKBNR b KQkq - 0 3');
    const late = playMoves(startFrom(), 'e2e4 a7a6 e4e5 d7d5 h2h3 h7h6');
    expect(movesIn(late)).not.toContain('e5d6');
  });

  it('[G3] open a square to en passant only where it can be taken', () => {
    expect(playMoves(startFrom(), 'e2e4').enPassant).toBe(-1);
    expect(playMoves(startFrom('4k3/8/8/8/4p3/8/3P4/4K3 w - -'), 'd2d4').enPassant).toBe(19);
    expect(playMoves(startFrom('8/8/8/8/R3p2k/8/3P4/4K3 w - -'), 'd2d4').enPassant).toBe(-1);
  });

  it('[G3] become any of four pieces', () => {
    const state = startFrom('8/P7/8/8/8/8/8/K1k5 w - - 0 1');
    const promotions = movesIn(state).filter((move) => move.startsWith('a7a8'));
    expect(promotions.sort()).toEqual(['a7a8b', 'a7a8n', 'a7a8q', 'a7a8r']);
    expect(fen(playMoves(state, 'a7a8n'))).toBe('N7/8/8/8/8/8/8/K1k5 b - - 0 1');
  });
});
