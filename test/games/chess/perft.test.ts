// Perft: the number of positions a given number of plies away, against published counts. A generator that is right here is right.
// https://www.chessprogramming.org/Perft_Results; X-FEN positions from http://www.talkchess.com/forum/viewtopic.php?t=55274;
// the last ones are regressions of other programs (https://github.com/ornicar/lila/issues/4625 and shakmaty's tricky.perft).

import { describe, expect, it } from 'vitest';

import { epd, fromFen } from '../../../src/games/chess/fen.ts';
import { moveList } from '../../../src/games/chess/moves.ts';
import { legalMoves, play } from '../../../src/games/chess/play.ts';
import { copy, emptyPosition, type Position } from '../../../src/games/chess/position.ts';

const positions: readonly [name: string, epd: string, counts: readonly number[]][] = [
  ['the start', 'rnbqkbnr/pppppppp/8/8/8/8/PPPPPPPP/RNBQKBNR w KQkq -', [20, 400, 8_902, 197_281, 4_865_609]],
  ['Kiwipete', 'r3k2r/p1ppqpb1/bn2pnp1/3PN3/1p2P3/2N2Q1p/PPPBBPPP/R3K2R w KQkq -', [48, 2_039, 97_862, 4_085_603]],
  ['position 3', '8/2p5/3p4/KP5r/1R3p1k/8/4P1P1/8 w - -', [14, 191, 2_812, 43_238, 674_624]],
  ['position 4', 'r2q1rk1/pP1p2pp/Q4n2/bbp1p3/Np6/1B3NBn/pPPP1PPP/R3K2R b KQ -', [6, 264, 9_467, 422_333]],
  ['position 5', 'rnbq1k1r/pp1Pbppp/2p5/8/2B5/8/PPP1NnPP/RNBQK2R w KQ -', [44, 1_486, 62_379, 2_103_487]],
  ['position 6', 'r4rk1/1pp1qppp/p1np1n2/2b1p1B1/2B1P1b1/P1NP1N2/1PP1QPPP/R4RK1 w - -', [46, 2_079, 89_890, 3_894_594]],
  ['X-FEN 0', 'r1k1r2q/p1ppp1pp/8/8/8/8/P1PPP1PP/R1K1R2Q w KQkq -', [23, 522, 12_333, 285_754]],
  ['X-FEN 1', 'r1k2r1q/p1ppp1pp/8/8/8/8/P1PPP1PP/R1K2R1Q w KQkq -', [28, 738, 20_218, 541_480]],
  ['X-FEN 2', '8/8/8/4B2b/6nN/8/5P2/2R1K2k w Q -', [34, 318, 9_002, 118_388]],
  ['X-FEN 3', '2r5/8/8/8/8/8/6PP/k2KR3 w K -', [17, 242, 3_931, 57_700, 985_298]],
  ['X-FEN 4', '4r3/3k4/8/8/8/8/6PP/qR1K1R2 w KQ -', [19, 628, 12_858, 405_636]],
  [
    'a rook between king and castling rook',
    '4rrk1/pbbp2p1/1ppnp3/3n1pqp/3N1PQP/1PPNP3/PBBP2P1/4RRK1 w Ff -',
    [42, 1_743, 71_908],
  ],
  ['an evasion en passant', '8/8/8/5k2/3p4/8/4P3/4K3 w - -', [6, 54, 343, 2_810, 19_228]],
  ['a prison', '2b5/kpPp4/1p1P4/1P6/6p1/4p1P1/4PpPK/5B2 w - -', Array.from({ length: 32 }, () => 1)],
  ['a walking king', '8/8/8/B2p3Q/2qPp1P1/b7/2P2PkP/4K2R b K -', [26, 611, 14_583, 366_807]],
  ['checkers on a diagonal', '3R4/8/q4k2/2B5/1NK5/3b4/8/8 w - -', [4, 125, 2_854]],
  ['checkers on another diagonal', '2Nq4/2K5/1b6/8/7R/3k4/7P/8 w - -', [3, 81, 1_217]],
  ['checkers on a rank', '5R2/2P5/8/4k3/8/3rK2r/8/8 w - -', [2, 56, 1_030]],
  ['en passant past a pin', '8/8/8/1k6/3Pp3/8/8/4KQ2 b - d3', [6, 121, 711]],
];

const stack = Array.from({ length: 33 }, () => ({ position: emptyPosition(), list: moveList() }));

function perft(from: Position, depth: number): number {
  const { position, list } = stack[depth]!;
  legalMoves(list, copy(position, from));
  if (depth === 1) return list.count;
  let total = 0;
  const next = emptyPosition();
  for (let i = 0; i < list.count; i++) {
    play(copy(next, position), list.moves[i]!);
    total += perft(next, depth - 1);
  }
  return total;
}

describe('legal moves', () => {
  it.each(positions)('[G3] [V1] perft of %s', (_, text, counts) => {
    const position = fromFen(text);
    expect(epd(position)).toBe(text);
    expect(counts.map((_count, i) => perft(position, i + 1))).toEqual(counts);
  });
});
