// The registry of benchmarks: one line each, by the name of its headline figure.

import type { Benchmark } from './benchmark.ts';
import { chessMoves } from './chess-moves.ts';

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  chess_moves_vs_boardgameio: chessMoves,
};
