// Chess960: the 960 start positions against published facts, castling from them, and games that engines played.

import { describe, expect, it } from 'vitest';

import { CHESS960_POSITIONS, startPosition } from '../../../src/games/chess/chess960.ts';
import { epd, fen, fromFen, START } from '../../../src/games/chess/fen.ts';
import { chess } from '../../../src/games/chess/index.ts';
import { modes } from '../../../src/games/chess/modes.ts';
import { rules } from '../../../src/games/chess/rules.ts';
import type { ChessState } from '../../../src/games/chess/state.ts';
import { open, seedOf } from '../driver.ts';
import { engineGames } from './chess960-games.ts';
import { act, movesIn, playMoves, startFrom } from './setup.ts';
import { uciOf } from './san.ts';

const numbers = Array.from({ length: CHESS960_POSITIONS }, (_, number) => number);
const backRank = (number: number): string => startPosition(number).slice(-21, -13);

describe('the start positions of Chess960', () => {
  it.each([
    [0, 'BBQNNRKR'],
    [1, 'BQNBNRKR'],
    [15, 'QNNRKRBB'],
    [341, 'NRBBKQRN'],
    [518, 'RNBQKBNR'],
    [631, 'RNBKQRNB'],
    [909, 'RKQBRNBN'],
    [959, 'RKRNNQBB'],
  ])('[G3] have number %i for %s, as published', (number, pieces) => {
    expect(backRank(number)).toBe(pieces);
  });

  it('[G3] are 960, all different, and no others', () => {
    expect(new Set(numbers.map(backRank)).size).toBe(960);
    for (const rank of numbers.map(backRank)) {
      expect(rank.split('').sort().join('')).toBe('BBKNNQRR');
      expect(rank).toMatch(/R.*K.*R/);
      expect((rank.indexOf('B') + rank.lastIndexOf('B')) % 2).toBe(1);
    }
    expect(startPosition(518)).toBe(START);
  });

  it('[G3] are positions that the rules know: black mirrors white, both may castle both ways', () => {
    for (const text of numbers.map(startPosition)) {
      const position = fromFen(text);
      expect(`${epd(position)} 0 1`).toBe(text);
      expect(position.castling.every((rook, right) => position.board[rook] === (right < 2 ? 4 : 12))).toBe(true);
      expect(movesIn(startFrom(text)).length).toBeGreaterThanOrEqual(18);
    }
  });
});

describe('the mode chess960', () => {
  it('[G2] [G3] starts where the seed says, and says where that is', () => {
    const known = new Set(numbers.map(startPosition));
    const starts = numbers.slice(0, 300).map((n) => {
      const state = open(chess, 'chess960', seedOf('960', n)).match.state as ChessState;
      expect(fen(state)).toBe(state.start);
      expect(known).toContain(state.start);
      return state.start;
    });
    expect(new Set(starts).size).toBeGreaterThan(230);
    const again = open(chess, 'chess960', seedOf('960', 7)).match.state as ChessState;
    expect(again.start).toBe(starts[7]);
    expect(again.clocks).toEqual(startFrom(undefined, modes.blitz).clocks);
  });

  it('[G3] no other mode shuffles, and each says where it started', () => {
    for (const mode of Object.keys(modes).filter((id) => id !== 'chess960')) {
      expect((open(chess, mode, seedOf('usual', 0)).match.state as ChessState).start).toBe(START);
    }
    const late = '4rrk1/pbbp2p1/1ppnp3/3n1pqp/3N1PQP/1PPNP3/PBBP2P1/4RRK1 w Ff - 7 1';
    expect(startFrom(late).start).toBe(late);
  });

  it.each([
    ['O-O', 'Kk', /^5rk1\/.*\/5RK1 w - - 2 2$/],
    ['O-O-O', 'Qq', /^2kr4\/.*\/2KR4 w - - 2 2$/],
  ])('[G3] lets both sides castle %s from every start, once the way is clear', (san, rights, castled) => {
    for (const rank of numbers.map(backRank)) {
      const other = san === 'O-O' ? rank.indexOf('R') : rank.lastIndexOf('R');
      const white = rank.replaceAll(/./g, (piece, file) => (file !== other && /[KR]/.test(piece) ? piece : ' '));
      const row = white.replaceAll(/ +/g, ({ length }) => String(length));
      const state = startFrom(`${row.toLowerCase()}/pppppppp/8/8/8/8/PPPPPPPP/${row} w ${rights} - 0 1`);
      const move = uciOf(state, san);
      playMoves(state, `${move} ${move.replaceAll('1', '8')}`);
      expect(fen(state)).toMatch(castled);
    }
  });
});

describe('games between engines', () => {
  it.each(engineGames)('[G3] from $start end as they did', ({ start, san, winner }) => {
    const state = startFrom(start, modes.chess960);
    for (const text of san) {
      expect(state.ending).toBe('');
      expect(act(state, state.turn, { type: 'move', move: uciOf(state, text) })).toBeUndefined();
      expect(state.check).toBe(/[+#]$/.test(text));
    }
    expect(rules.outcome(state)).toEqual({ reason: 'checkmate', ranks: winner === 0 ? [1, 2] : [2, 1] });
  });
});
