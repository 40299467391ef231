// What a process does again and again beside everything else: it goes on whatever fails, and says so once.

import { setTimeout as sleep } from 'node:timers/promises';
import { tellOnce } from './tell-once.ts';

export interface Repeated {
  /** Resolves when the work that is under way is done; there will be no more of it. */
  stop(): Promise<void>;
}

/**
 * Works at once, and again after each pause; without a pause where work resolves to true, since there is more of it. What
 * fails time after time is told once (tell-once.ts).
 */
export function repeat(
  everyMs: number,
  work: () => Promise<boolean | void>,
  onError: (error: Error) => void,
): Repeated {
  const stopped = new AbortController();
  const { signal } = stopped;
  const trouble = tellOnce(onError);

  async function tryOnce(): Promise<boolean | void> {
    try {
      const more = await work();
      trouble.worked();
      return more;
    } catch (error) {
      trouble.failed(error as Error);
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
