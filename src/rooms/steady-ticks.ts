// Keeps a room's ticks to their moments. Colyseus' own loop counts whole milliseconds of a timer that takes 33.3 for 33:
// every hundredth tick comes only after 66, and is what the slowest inputs wait for.

import type { Room } from '@colyseus/core';

/** After a hitch so many ticks are made up for at once; what else was missed is dropped, as Colyseus does. */
const mostAtOnce = 5;

/** Calls `step` at this rate until the room is disposed of; `onError` is told what it throws. */
export function keepTicking(room: Room, tickRate: number, step: () => void, onError: (error: unknown) => void): void {
  // Tells the rate to clients that predict, who learn it on joining; its timer is then replaced.
  room.setFixedTimestep(step, tickRate);
  clearInterval(room['_simulationInterval']);
  const intervalMs = 1000 / tickRate;
  let dueMs = performance.now() + intervalMs;

  const run = (): void => {
    room.clock.tick();
    const nowMs = performance.now();
    for (let ran = 0; dueMs <= nowMs && ran < mostAtOnce; ran++) {
      dueMs += intervalMs;
      try {
        step();
      } catch (error) {
        onError(error);
      }
    }
    if (dueMs <= nowMs) dueMs = nowMs + intervalMs;
    wait();
  };
  const wait = (): void => {
    // Rounded up: a timer that fires before its time would have to be set again. Colyseus clears it with the room.
    room['_simulationInterval'] = setTimeout(run, Math.max(1, Math.ceil(dueMs - performance.now())));
  };
  wait();
}
