// Rebuilds of ladders that nobody waits for: carried on in batches, beside everything else that this process does.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../db/client.ts';
import { type Actor } from '../audit.ts';
import { tellOnce } from '../tell-once.ts';
import { openLadders } from './index.ts';
import type { Ladder } from './results.ts';

export interface Rebuilds {
  /** Counts these ladders anew; written down as `by`'s doing. */
  begin(ladders: readonly Ladder[], by: Actor): Promise<void>;
  /** Carries on a rebuild that has begun. Several processes may: they take turns. */
  carryOn(ladder: Ladder): void;
  /** DECISION: begins those anew that were interrupted, since the code that rates may be another one by now. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

const retryMs = 1_000;

export function openRebuilds(db: Database, onError: (error: Error) => void = () => undefined): Rebuilds {
  const ladders = openLadders(db);
  const running = new Map<string, Promise<void>>();
  const stopped = new AbortController();

  async function run(ladder: Ladder): Promise<void> {
    const trouble = tellOnce(onError);
    while (!stopped.signal.aborted) {
      try {
        if ((await ladders.rebuildFurther(ladder)) === undefined) return;
        trouble.worked();
      } catch (error) {
        // PostgreSQL was away, say. Nobody else would go on, and what is void would count for good.
        trouble.failed(error as Error);
        await sleep(retryMs, undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  }

  function carryOn(ladder: Ladder): void {
    const name = `${ladder.game} ${ladder.mode} ${ladder.season}`;
    if (running.has(name)) return;
    const ended = run(ladder).finally(() => running.delete(name));
    running.set(name, ended);
  }

  return {
    carryOn,
    async begin(found, by) {
      for (const ladder of found) {
        await ladders.beginRebuild(ladder, by);
        carryOn(ladder);
      }
    },
    async resume() {
      for (const ladder of await ladders.rebuilding()) {
        await ladders.restartRebuild(ladder);
        carryOn(ladder);
      }
    },
    async stop() {
      stopped.abort();
      await Promise.all(running.values());
    },
  };
}
