// What a load bot is: it plays one match at a table it was given, and tells a meter what each action cost.

import type { Table } from '../client.ts';

export interface Meter {
  /** An input of a real-time game was sent. */
  sent(): void;
  /** An action was acknowledged, or a state that holds an input's result has come, after so long. */
  acted(milliseconds: number): void;
  /** The server did not allow an action; `reason` is the game's own word. */
  refused(reason: string): void;
}

/** Resolves when the match has ended; rejects when it can't be played on. */
export type LoadBot = (table: Table, meter: Meter) => Promise<void>;
