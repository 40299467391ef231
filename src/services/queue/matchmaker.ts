// Makes matches, round after round. Every process that has rooms runs one; they take turns (round.ts), and when one dies
// the others go on.

import { repeat, type Repeated } from '../repeat.ts';
import type { Queue } from './index.ts';

const everyMs = 1_000;

export function startMatchmaker(queue: Queue, onError: (error: Error) => void): Repeated {
  return repeat(everyMs, () => queue.runRound(), onError);
}
