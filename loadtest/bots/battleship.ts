// Plays battleship with the game's own bot, which needs no more than its seat is sent.

import { randomBytes } from 'node:crypto';
import { bot } from '../../src/games/battleship/bot.ts';
import type { BattleshipState } from '../../src/games/battleship/state.ts';
import { seeded } from '../../src/games/kit/rng.ts';
import { byState } from './by-turns.ts';

const rng = seeded(randomBytes(16).toString('hex'));

export const battleship = byState((received, seat) => {
  const state = received as BattleshipState;
  // The room may say that the match has begun before it sends the first state.
  return state.waters.length === 0 || state.ending !== '' ? undefined : bot(state, seat, rng);
});
