// Plays any real-time game: sends an input in every tick, and thinks anew in some of them, since a crowd of bots in one
// process has more heads than that process has cores.

import type { LoadBot } from './bot.ts';

type Wish = Readonly<Record<string, number>>;

/** A second thought after so many ticks; until then the last one holds. */
const ticksAThought = 3;

/** `choose` returns what a seat wants now; undefined for nothing, which is `idle`. */
export function byTicks(
  tickRate: number,
  idle: Wish,
  choose: (state: unknown, seat: number) => Wish | undefined,
): LoadBot {
  return async (table, meter) => {
    const seat = await table.begun();
    const { room } = table;
    const input = room.input<Record<string, number>>();
    const sentAtMs = new Map<number, number>();
    const startMs = performance.now();
    let ticks = 0;
    let answered = 0;
    // Bots that began together would think together.
    let thought = seat;

    room.onStateChange(() => {
      const nowMs = performance.now();
      for (; answered < input.lastProcessed; answered++) {
        const atMs = sentAtMs.get(answered + 1);
        if (atMs !== undefined) meter.acted(nowMs - atMs);
        sentAtMs.delete(answered + 1);
      }
    });
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        for (const due = ((performance.now() - startMs) * tickRate) / 1_000; ticks < due; ticks++) {
          if (thought++ % ticksAThought === 0) Object.assign(input.data, idle, choose(room.state, seat));
          const sequence = input.send();
          if (sequence === 0) continue;
          sentAtMs.set(sequence, performance.now());
          meter.sent();
        }
      }, 1_000 / tickRate);
      const stop = (): void => {
        clearInterval(timer);
        resolve();
      };
      room.onLeave(stop);
      void table.ended().then(stop);
    });
  };
}
