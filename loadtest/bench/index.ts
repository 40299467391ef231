// The registry of benchmarks: one line each, by the name that `--only` takes.

import { api } from './api.ts';
import { latency } from './arena/latency.ts';
import { rooms } from './arena/rooms.ts';
import { spectators } from './arena/spectators.ts';
import { stall } from './arena/stall.ts';
import type { Benchmark } from './benchmark.ts';
import { chessMoves } from './chess-moves.ts';
import { pipelineThroughput } from './pipeline.ts';
import { ranks } from './ranks.ts';
import { queue } from './queue/index.ts';
import { replaySize } from './replay-size.ts';
import { resimulation } from './resimulation.ts';
import { unlocks } from './unlocks.ts';

export const benchmarks: Readonly<Record<string, Benchmark>> = {
  chess_moves_vs_boardgameio: chessMoves,
  api,
  rooms,
  latency,
  stall,
  spectators,
  ranks,
  resimulation,
  replay_size: replaySize,
  queue,
  pipeline: pipelineThroughput,
  unlocks,
};
