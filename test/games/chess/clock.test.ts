// Clocks: what a move costs, increments, flag fall, and that an idle tick costs clients nothing.

import { Encoder } from '@colyseus/schema';
import { describe, expect, it } from 'vitest';

import { chess } from '../../../src/games/chess/index.ts';
import { modes } from '../../../src/games/chess/modes.ts';
import { rules } from '../../../src/games/chess/rules.ts';
import type { ChessSchema } from '../../../src/games/chess/state.ts';
import { onSchema } from '../../../src/games/kit/game.ts';
import { open, seedOf } from '../driver.ts';
import { act, playMoves, startFrom, wait } from './setup.ts';

const minute = 60 * rules.tickRate;

describe('the clock', () => {
  it('[G3] starts as the mode says', () => {
    const initial = Object.values(modes).map((mode) => startFrom(undefined, mode).clocks);
    expect(initial).toEqual([
      [minute, minute],
      [3 * minute, 3 * minute],
      [10 * minute, 10 * minute],
      [3 * minute, 3 * minute],
      [],
    ]);
  });

  it('[G3] charges a move to the side that made it, and adds the increment', () => {
    const state = startFrom(undefined, modes.blitz);
    playMoves(wait(state, 25), 'e2e4');
    expect(state.clocks).toEqual([3 * minute - 25 + 20, 3 * minute]);
    playMoves(wait(state, 7), 'e7e5');
    expect(state.clocks).toEqual([3 * minute - 5, 3 * minute - 7 + 20]);
    expect(state.turnTick).toBe(32);
  });

  it('[G3] lets a flag fall at the tick in which nothing is left, not before', () => {
    const state = wait(startFrom(undefined, modes.bullet), minute - 1);
    expect(rules.outcome(state)).toBeUndefined();
    expect(rules.outcome(wait(state, 1))).toEqual({ ranks: [2, 1], reason: 'time' });
    expect(state.clocks).toEqual([0, minute]);
  });

  it('[G3] takes a move that arrives in the last tick', () => {
    const state = wait(startFrom(undefined, modes.bullet), minute - 1);
    playMoves(state, 'e2e4');
    expect(state.clocks).toEqual([1, minute]);
    expect(rules.outcome(wait(state, minute))).toEqual({ ranks: [1, 2], reason: 'time' });
  });

  it('[G3] gives a draw to the one whose opponent could not have mated', () => {
    const bare = wait(startFrom('kq6/8/8/8/8/8/8/7K b - -', modes.bullet), minute);
    expect(rules.outcome(bare)).toEqual({ ranks: [1, 1], reason: 'time_vs_insufficient_material' });
    const pawn = wait(startFrom('kq6/8/8/8/8/8/7P/7K b - -', modes.bullet), minute);
    expect(rules.outcome(pawn)).toEqual({ ranks: [1, 2], reason: 'time' });
  });

  it('[G3] stops when the match ends in another way', () => {
    const state = wait(startFrom(undefined, modes.rapid), 100);
    act(state, 1, { type: 'resign' });
    expect(state.clocks).toEqual([10 * minute - 100, 10 * minute]);
  });

  it('[G3] does not run in an untimed match', () => {
    const state = wait(startFrom(), 24 * 60 * minute);
    expect(rules.outcome(state)).toBeUndefined();
  });

  it('[G4] sends nothing while nobody moves', () => {
    const { match } = open(chess, 'blitz', seedOf('idle', 0), onSchema(chess.entities));
    const encoder = new Encoder(match.state as InstanceType<typeof ChessSchema>);
    encoder.encodeAll();
    encoder.discardChanges();
    for (let i = 0; i < 50; i++) match.advance();
    expect(match.state.tick).toBe(50);
    expect(encoder.hasChanges).toBe(false);
    match.act(0, { type: 'move', move: 'e2e4' });
    expect(encoder.hasChanges).toBe(true);
  });
});
