// Makes matches, round after round. Every process that has rooms runs one; they take turns (round.ts), and when one dies
// the others go on.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Queue } from './index.ts';

const everyMs = 1_000;

export function startMatchmaker(queue: Queue, onError: (error: Error) => void): { stop(): Promise<void> } {
  const stopped = new AbortController();
  const running = (async () => {
    while (!stopped.signal.aborted) {
      await queue.runRound().catch(onError);
      await sleep(everyMs, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
