// Counts what a match refuses, by seat and reason: refusals change nothing, so the log has none, and detectors of
// cheating want to know of them.

import type { Refusals } from '../anticheat/kit.ts';
import type { Seat } from '../games/kit/index.ts';

export class RefusalTally {
  /** By seat, then by reason; reasons are from a game's closed list, so this stays small. */
  #seats = new Map<Seat, Map<string, Refusals>>();

  add(seat: Seat, reason: string, tick: number): void {
    const reasons = this.#seats.get(seat) ?? new Map<string, Refusals>();
    this.#seats.set(seat, reasons);
    const { count, firstTick } = reasons.get(reason) ?? { count: 0, firstTick: tick };
    reasons.set(reason, { reason, count: count + 1, firstTick, lastTick: tick });
  }

  /** What was counted of each seat, seat 0 first. */
  bySeat(seats: number): Refusals[][] {
    return Array.from({ length: seats }, (_, seat) => [...(this.#seats.get(seat)?.values() ?? [])]);
  }
}
