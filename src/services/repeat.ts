// What a process does again and again beside everything else: it goes on whatever fails, and says so once.

import { setTimeout as sleep } from 'node:timers/promises';

export interface Repeated {
  /** Resolves when the work that is under way is done; there will be no more of it. */
  stop(): Promise<void>;
}

/**
 * Works at once, and again after each pause; without a pause where work resolves to true, since there is more of it. What
 * fails time after time in one way is told the first time, and told again once work has succeeded in between.
 */
export function repeat(
  everyMs: number,
  work: () => Promise<boolean | void>,
  onError: (error: Error) => void,
): Repeated {
  const stopped = new AbortController();
  const { signal } = stopped;
  let told: string | undefined;

  async function tryOnce(): Promise<boolean | void> {
    try {
      const more = await work();
      told = undefined;
      return more;
    } catch (error) {
      const { message } = error as Error;
      if (message !== told) onError(error as Error);
      told = message;
    }
  }

  const running = (async () => {
    while (!signal.aborted) {
      const more = await tryOnce();
      if (!more) await sleep(everyMs, undefined, { signal }).catch(() => undefined);
    }
  })();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
