// The registry of benchmarks: one line each, by the name of its headline figure.

import type { Benchmark } from './benchmark.ts';
import { chessMoves } from './chess-moves.ts';
import { replaySize } from './replay-size.ts';

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  chess_moves_vs_boardgameio: chessMoves,
  replay_size_ratio: replaySize,
};
