// Rebuilds of ladders that nobody waits for: carried on in batches, beside everything else that this process does.

import type { Database } from '../../db/client.ts';
import { type Actor } from '../audit.ts';
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

export function openRebuilds(db: Database, onError: (error: Error) => void = () => undefined): Rebuilds {
  const ladders = openLadders(db);
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  async function run(ladder: Ladder): Promise<void> {
    while (!stopped && (await ladders.rebuildFurther(ladder)) !== undefined);
  }

  function carryOn(ladder: Ladder): void {
    const name = `${ladder.game} ${ladder.mode} ${ladder.season}`;
    if (running.has(name)) return;
    const ended = run(ladder)
      .catch(onError)
      .finally(() => running.delete(name));
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
      for (const ladder of await ladders.list()) {
        if (!ladder.rebuilding) continue;
        await ladders.restartRebuild(ladder);
        carryOn(ladder);
      }
    },
    async stop() {
      stopped = true;
      await Promise.all(running.values());
    },
  };
}
