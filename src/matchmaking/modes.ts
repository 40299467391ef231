// A game's modes as the queue deals with them.

import type { Rules } from '../games/kit/game.ts';
import { type QueueMode, usualTerms } from './terms.ts';

export function queueModesOf({ modes, team }: Rules): QueueMode[] {
  return Object.entries(modes).map(([id, mode]) => ({
    id,
    teams: Array.from({ length: mode.seats }, (_, seat) => team?.(mode, seat) ?? seat),
    rated: mode.rated,
    terms: { ...usualTerms, ...mode.queue },
  }));
}
