// The bot: it sees what one move ahead shows, and never more than it may.

import { describe, expect, it } from 'vitest';

import { bot } from '../../../src/games/chess/bot.ts';
import { exchange } from '../../../src/games/chess/exchange.ts';
import { fromFen } from '../../../src/games/chess/fen.ts';
import { squareNamed } from '../../../src/games/chess/notation.ts';
import { seeded } from '../../../src/games/kit/rng.ts';
import { seedOf } from '../driver.ts';
import { act, playMoves, startFrom } from './setup.ts';

const manySeeds = Array.from({ length: 20 }, (_, n) => seedOf('bot', n));
const choices = (position: string, seat = 0) =>
  new Set(manySeeds.map((seed) => JSON.stringify(bot(startFrom(position), seat, seeded(seed)))));
const only = (move: string) => new Set([JSON.stringify({ type: 'move', move })]);

describe('the bot', () => {
  it.each([
    ['mates in one', '6k1/5ppp/8/8/8/8/5PPP/R5K1 w - -', 'a1a8'],
    ['takes what hangs', '4k3/8/8/3q4/4P3/8/8/4K3 w - -', 'e4d5'],
    ['recaptures with the cheaper piece', '3rk3/8/8/3q4/4P3/8/8/3QK3 w - -', 'e4d5'],
    ['queens', '8/P6k/8/8/8/8/8/K7 w - -', 'a7a8q'],
  ])('[G5] %s', (_, position, move) => {
    expect(choices(position)).toEqual(only(move));
  });

  it('[G5] leaves a defended pawn alone', () => {
    expect(choices('4k3/2p5/3p4/8/8/8/3Q4/4K3 w - -')).not.toContain([...only('d2d6')][0]);
  });

  it('[G5] waits for its turn, and opens in more than one way', () => {
    expect(bot(startFrom(), 1, seeded(seedOf('bot', 0)))).toBeUndefined();
    expect(choices('rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -').size).toBeGreaterThan(3);
  });

  it('[G5] takes a draw only when it is losing', () => {
    for (const [placement, answer] of [
      ['rnbqkbnr/pppppppp', 'move'],
      ['4k3/pppppppp', 'accept_draw'],
    ] as const) {
      const state = playMoves(startFrom(`${placement}/8/8/8/8/PPPPPPPP/RNBQKBNR w KQ -`), 'e2e4 e7e5 d2d3');
      act(state, 0, { type: 'offer_draw' });
      expect(bot(state, 1, seeded(seedOf('bot', 1)))?.type).toBe(answer);
    }
  });
});

describe('exchanges', () => {
  // The first two are the examples of https://www.chessprogramming.org/SEE_-_The_Swap_Algorithm.
  it.each([
    ['a free pawn', '1k1r4/1pp4p/p7/4p3/8/P5P1/1PP4P/2K1R3 w - -', 'e5', 100],
    ['a pawn behind which rays line up', '1k1r3q/1ppn3p/p4b2/4p3/8/P2N2P1/1PP1R1BP/2K1Q3 w - -', 'e5', 0],
    ['a pawn that a pawn defends', '4k3/2p5/3p4/8/8/8/3Q4/4K3 w - -', 'd6', 0],
    ['a knight that only the king defends, twice attacked', '8/4k3/3n4/8/8/8/3R4/3RK3 w - -', 'd6', 320],
  ])('[G5] on %s', (_, position, square, won) => {
    expect(exchange(fromFen(position).board, squareNamed(square), 0)).toBe(won);
  });
});
