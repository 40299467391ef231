// Plays any game in which seats act one at a time: acts when the state it receives gives its seat something to do, as fast
// as it is answered.

import type { LoadBot } from './bot.ts';

/** `choose` returns the action of a seat; undefined when it has nothing to do now. */
export function byState(choose: (state: unknown, seat: number) => unknown): LoadBot {
  return async (table, meter) => {
    const seat = await table.begun();
    let acting = false;
    const play = async (): Promise<void> => {
      acting = true;
      // Again after each answer: the opponent's reply may have been read from the socket together with it.
      while (table.end === undefined) {
        const action = choose(table.room.state, seat);
        if (action === undefined) break;
        const startMs = performance.now();
        const refused = await table.act(action);
        if (refused === undefined) {
          meter.acted(performance.now() - startMs);
          continue;
        }
        meter.refused(refused);
        // Time or the opponent may have ended the match meanwhile; anything else would go on for ever.
        if (table.end === undefined) throw new Error(`gave up: an action was refused as ${refused}`);
      }
      acting = false;
    };
    await new Promise<void>((resolve, reject) => {
      const turn = (): void => void (acting || play().catch(reject));
      table.room.onStateChange(turn);
      void table.ended().then(() => resolve());
      turn();
    });
  };
}

/** The state needs a `turn`; `choose` is asked for the action of the seat whose turn it is. */
export const byTurns = (choose: (state: unknown) => unknown): LoadBot =>
  byState((state, seat) => ((state as { turn: number }).turn === seat ? choose(state) : undefined));
