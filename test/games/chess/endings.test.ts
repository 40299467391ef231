// How matches end by themselves, and how they must not.

import { describe, expect, it } from 'vitest';

import { cannotMate, isDeadDraw } from '../../../src/games/chess/draws.ts';
import { fromFen } from '../../../src/games/chess/fen.ts';
import { rules } from '../../../src/games/chess/rules.ts';
import { act, playMoves, startFrom } from './setup.ts';

const draw = (reason: string) => ({ ranks: [1, 1], reason });
const shuffle = 'g1f3 g8f6 f3g1 f6g8';

describe('a match ends', () => {
  it('[G3] by mate', () => {
    expect(rules.outcome(playMoves(startFrom(), 'f2f3 e7e5 g2g4 d8h4'))).toEqual({
      ranks: [2, 1],
      reason: 'checkmate',
    });
    const scholar = playMoves(startFrom(), 'e2e4 e7e5 d1h5 b8c6 f1c4 g8f6 h5f7');
    expect(rules.outcome(scholar)).toEqual({ ranks: [1, 2], reason: 'checkmate' });
    expect(scholar.check).toBe(true);
  });

  it('[G3] by stalemate', () => {
    const state = playMoves(startFrom('7k/8/6K1/5Q2/8/8/8/8 w - -'), 'f5f7');
    expect(rules.outcome(state)).toEqual(draw('stalemate'));
  });

  it('[G3] when a position is there for the third time', () => {
    const state = playMoves(startFrom(), `${shuffle} ${shuffle.slice(0, 14)}`);
    expect(rules.outcome(state)).toBeUndefined();
    expect(rules.outcome(playMoves(state, 'f6g8'))).toEqual(draw('threefold_repetition'));
  });

  it('[G3] not while castling or en passant rights tell positions apart', () => {
    const rooks = startFrom('r3k2r/8/8/8/8/8/8/R3K2R w KQkq -');
    const there = 'a1b1 a8b8 b1a1 b8a8';
    expect(rules.outcome(playMoves(rooks, `${there} ${there}`))).toBeUndefined();
    expect(rules.outcome(playMoves(rooks, there))).toEqual(draw('threefold_repetition'));
    const passing = playMoves(
      startFrom('4k1n1/8/8/8/4p3/8/3P4/4K1N1 w - -'),
      'd2d4 g8f6 g1f3 f6g8 f3g1 g8f6 g1f3 f6g8 f3g1',
    );
    expect(rules.outcome(passing)).toBeUndefined();
  });

  it('[G3] after fifty moves without progress, unless the last one mates', () => {
    const quiet = playMoves(startFrom('7k/8/8/8/8/8/R7/K7 w - - 99 90'), 'a2b2');
    expect(rules.outcome(quiet)).toEqual(draw('fifty_moves'));
    const pawn = playMoves(startFrom('7k/8/8/8/8/8/P7/K7 w - - 99 90'), 'a2a3');
    expect(rules.outcome(pawn)).toBeUndefined();
    const mate = playMoves(startFrom('7k/8/6K1/8/8/8/8/R7 w - - 99 90'), 'a1a8');
    expect(rules.outcome(mate)?.reason).toBe('checkmate');
  });

  it('[G3] when a capture leaves nobody the means to mate', () => {
    expect(rules.outcome(playMoves(startFrom('7k/8/8/8/8/8/1r6/K7 w - -'), 'a1b2'))).toEqual(
      draw('insufficient_material'),
    );
  });

  it('[G3] by resignation, in turn or not, and by leaving', () => {
    for (const seat of [0, 1]) {
      const ranks = seat === 0 ? [2, 1] : [1, 2];
      const resigned = startFrom();
      expect(act(resigned, seat, { type: 'resign' })).toBeUndefined();
      expect(rules.outcome(resigned)).toEqual({ ranks, reason: 'resignation' });
      const left = startFrom();
      rules.leave(left, seat);
      expect(rules.outcome(left)).toEqual({ ranks, reason: 'abandonment' });
    }
  });
});

describe('material', () => {
  it.each([
    ['k7/8/8/8/8/8/8/7K', true],
    ['k7/8/8/8/8/8/8/6NK', true],
    ['k7/8/8/8/8/8/8/6BK', true],
    ['kb6/8/8/8/8/8/8/B6K', true],
    ['k1b5/8/8/8/8/8/8/B6K', false],
    ['k7/8/8/8/8/8/8/5NNK', false],
    ['kn6/8/8/8/8/8/8/6NK', false],
    ['kn6/8/8/8/8/8/8/6BK', false],
    ['k7/8/8/8/8/8/7P/7K', false],
    ['k7/8/8/8/8/8/8/6RK', false],
  ])('[G3] %s: too little for anyone to mate is %s', (placement, dead) => {
    expect(isDeadDraw(fromFen(`${placement} w - -`).board)).toBe(dead);
  });

  it.each([
    ['a bare king', 'kq6/8/8/8/8/8/8/7K', true],
    ['a knight against a queen', 'kq6/8/8/8/8/8/8/6NK', true],
    ['a knight against a rook, which could smother its king', 'kr6/8/8/8/8/8/8/6NK', false],
    ['a bishop against a queen and rook', 'kqr5/8/8/8/8/8/8/6BK', true],
    ['a bishop against a pawn, which could become anything', 'k7/p7/8/8/8/8/8/6BK', false],
    ['a bishop against one of the other colour', 'k1b5/8/8/8/8/8/8/B6K', false],
    ['bishop and knight', 'kq6/8/8/8/8/8/8/5BNK', false],
    ['a pawn', 'kq6/8/8/8/8/8/7P/7K', false],
  ])('[G3] white can never mate with %s', (_, placement, never) => {
    expect(cannotMate(fromFen(`${placement} w - -`).board, 0)).toBe(never);
  });
});
