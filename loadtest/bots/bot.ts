// What a load bot is: it plays one match at a table it was given, and tells a meter what each action cost.

import type { Table } from '../client.ts';

export interface Meter {
  /** An action was acknowledged after so long. */
  acted(milliseconds: number): void;
  /** The server did not allow an action; `reason` is the game's own word. */
  refused(reason: string): void;
}

/** Resolves when the match has ended; rejects when it can't be played on. */
export type LoadBot = (table: Table, meter: Meter) => Promise<void>;
