// The draw table: who may offer when, and what answers an offer.

import { describe, expect, it } from 'vitest';

import { rules } from '../../../src/games/chess/rules.ts';
import { act, playMoves, startFrom } from './setup.ts';

const offer = { type: 'offer_draw' } as const;
const accept = { type: 'accept_draw' } as const;
const decline = { type: 'decline_draw' } as const;
const agreed = { ranks: [1, 1], reason: 'agreement' };
const opened = () => playMoves(startFrom(), 'e2e4 e7e5');

describe('a draw offer', () => {
  it('[G3] is accepted by the other seat alone', () => {
    const state = opened();
    expect(act(state, 1, offer)).toBeUndefined();
    expect(act(state, 1, accept)).toBe('no_draw_offer');
    expect(act(state, 0, accept)).toBeUndefined();
    expect(rules.outcome(state)).toEqual(agreed);
  });

  it('[G3] needs an offer to answer', () => {
    expect(act(opened(), 0, accept)).toBe('no_draw_offer');
    expect(act(opened(), 0, decline)).toBe('no_draw_offer');
  });

  it('[G3] is declined by saying so', () => {
    const state = opened();
    act(state, 0, offer);
    expect(act(state, 0, decline)).toBe('no_draw_offer');
    expect(act(state, 1, decline)).toBeUndefined();
    expect(state.drawOffer).toBe(-1);
    expect(act(state, 1, accept)).toBe('no_draw_offer');
  });

  it("[G3] outlives the offerer's move and is declined by the opponent's", () => {
    const state = opened();
    act(state, 0, offer);
    expect(playMoves(state, 'g1f3').drawOffer).toBe(0);
    expect(playMoves(state, 'b8c6').drawOffer).toBe(-1);
    expect(rules.outcome(state)).toBeUndefined();
  });

  it('[G3] is off the table when the match ends', () => {
    const state = opened();
    act(state, 0, offer);
    act(state, 1, { type: 'resign' });
    expect(state.drawOffer).toBe(-1);
  });

  it('[G3] meets another one: they agree', () => {
    const state = opened();
    act(state, 0, offer);
    expect(act(state, 1, offer)).toBeUndefined();
    expect(rules.outcome(state)).toEqual(agreed);
  });

  it('[V1] comes neither before both have moved, nor twice', () => {
    expect(act(startFrom(), 0, offer)).toBe('too_early_to_offer');
    expect(act(playMoves(startFrom(), 'e2e4'), 0, offer)).toBe('too_early_to_offer');
    const state = opened();
    act(state, 0, offer);
    expect(act(state, 0, offer)).toBe('draw_already_offered');
  });

  it('[V1] is not repeated within twenty plies, though the other seat may make its own', () => {
    const state = opened();
    act(state, 0, offer);
    playMoves(state, 'g1f3 g8f6');
    expect(act(state, 0, offer)).toBe('draw_offered_recently');
    playMoves(state, 'a2a3 a7a6 b2b3 b7b6 c2c3 c7c6 d2d3 d7d6 g2g3 g7g6 h2h3 h7h6 b1d2 b8d7 c1b2 c8b7');
    expect(act(state, 0, offer)).toBe('draw_offered_recently');
    expect(act(state, 1, offer)).toBeUndefined();
    playMoves(state, 'a3a4 a6a5');
    expect(state.moves.length).toBe(22);
    expect(act(state, 0, offer)).toBeUndefined();
  });
});
