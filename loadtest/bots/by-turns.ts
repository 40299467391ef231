// Plays any game that has turns: acts when the state it receives says that its seat is to act, as fast as it is answered.

import type { LoadBot } from './bot.ts';

/** The state needs a `turn`. `choose` returns the action of the seat whose turn it is; undefined when there is nothing left to do. */
export function byTurns(choose: (state: unknown) => unknown): LoadBot {
  return async (table, meter) => {
    const seat = await table.begun();
    let acting = false;
    const play = async (): Promise<void> => {
      acting = true;
      // Again after each answer: the opponent's reply may have been read from the socket together with it.
      while (table.end === undefined && table.room.state.turn === seat) {
        const action = choose(table.room.state);
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
