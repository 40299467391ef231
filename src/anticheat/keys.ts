// What a seat does with its keys, out of the log of a real-time game.

import type { Input, MatchLog, Seat } from '../games/kit/index.ts';

export interface KeyChange {
  readonly tick: number;
  readonly key: string;
  /** 0: let go. */
  readonly value: number;
}

/** Every press and release of these keys, in order. */
export function keyChanges({ entries }: MatchLog, seat: Seat, keys: readonly string[]): KeyChange[] {
  const changes: KeyChange[] = [];
  let held: Input | undefined;
  for (const entry of entries) {
    if (entry.kind !== 'inputs') continue;
    for (const [own, input] of entry.changes) {
      if (own !== seat) continue;
      for (const key of keys) {
        const value = input?.[key] ?? 0;
        if (value !== (held?.[key] ?? 0)) changes.push({ tick: entry.tick, key, value });
      }
      held = input;
    }
  }
  return changes;
}
