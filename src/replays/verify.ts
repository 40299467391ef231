// The second judge: takes a log's chunks, trusts nothing in them, and plays the match again.

import { type Game, type Outcome, type Sha256, plain, replay } from '../games/kit/index.ts';
import { type Chunk, firstBrokenChunk } from './chain.ts';
import { decodeLog } from './log-codec.ts';

export type Verdict =
  | { readonly verified: true; readonly outcome: Outcome; readonly ticks: number }
  /** `what` names the chunk that was changed, or the first tick that differs. */
  | { readonly verified: false; readonly what: string };

/** Judges a finished match's log. `gameById` gives the rules by which it is to be judged. */
export function verify(chunks: readonly Chunk[], gameById: (id: string) => Game | undefined, sha256: Sha256): Verdict {
  const broken = firstBrokenChunk(chunks, sha256);
  if (broken !== undefined) return { verified: false, what: `chunk ${broken} was changed: its hash is not its own` };
  try {
    const log = decodeLog(chunks.map((chunk) => chunk.bytes));
    const game = gameById(log.header.game);
    if (!game) return { verified: false, what: `the game "${log.header.game}" is not known here` };
    const { state, outcome } = replay(game.rules, log, { ...game, make: plain, sha256 });
    if (!outcome) return { verified: false, what: `the log has no end; its last tick is ${state.tick}` };
    return { verified: true, outcome, ticks: state.tick };
  } catch (error) {
    return { verified: false, what: (error as Error).message };
  }
}
