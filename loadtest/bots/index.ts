// The registry of load bots: one line per game, by the name of its room.

import { arena } from './arena.ts';
import { battleship } from './battleship.ts';
import type { LoadBot } from './bot.ts';
import { chess } from './chess.ts';

export const bots: Readonly<Record<string, LoadBot>> = {
  arena,
  battleship,
  chess,
};

/** Throws with the list of those there are. */
export function botFor(roomName: string): LoadBot {
  const bot = Object.hasOwn(bots, roomName) ? bots[roomName] : undefined;
  if (!bot) throw new Error(`no bot plays "${roomName}"; there are: ${Object.keys(bots).join(', ')}`);
  return bot;
}
