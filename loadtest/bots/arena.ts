// Plays the arena with the game's own bot, which needs no more than a client knows.

import { randomBytes } from 'node:crypto';
import { TICK_RATE } from '../../src/games/arena/balance.ts';
import { bot } from '../../src/games/arena/bot.ts';
import type { ArenaState } from '../../src/games/arena/state.ts';
import { seeded } from '../../src/games/kit/rng.ts';
import { byTicks } from './by-ticks.ts';

const rng = seeded(randomBytes(16).toString('hex'));

export const arena = byTicks(TICK_RATE, { moveX: 0, moveY: 0, fire: 0 }, (received, seat) => {
  const state = received as ArenaState;
  // The room may say that the match has begun before it sends the first state.
  if (state.players.length === 0 || state.ending !== '') return undefined;
  const wish = bot(state, seat, rng);
  return wish && { moveX: wish.moveX, moveY: wish.moveY, aim: wish.aim, fire: wish.fire };
});
