// The formats: one line each.

import { arena } from './arena.ts';
import type { Format, Matching } from './kit.ts';
import { roundRobin } from './round-robin.ts';
import { singleElimination } from './single-elimination.ts';
import { swiss } from './swiss.ts';

export const formatsWith = (matching: Matching) =>
  ({
    single_elimination: singleElimination,
    round_robin: roundRobin,
    swiss: swiss(matching),
    arena: arena(matching),
  }) as const satisfies Record<string, Format>;
