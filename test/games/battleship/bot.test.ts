// The bot: it knows no more than its seat, and it aims.

import { expect, it } from 'vitest';

import { bot } from '../../../src/games/battleship/bot.ts';
import { battleship } from '../../../src/games/battleship/index.ts';
import type { BattleshipState } from '../../../src/games/battleship/state.ts';
import { seeded } from '../../../src/games/kit/rng.ts';
import { playBots, seedOf } from '../driver.ts';
import { fireInTurn, inRows, placed, start } from './setup.ts';

const rng = () => seeded(seedOf('bot', 0));

it("[W3] [G5] the bot plays the same whatever the other's ships are", () => {
  const state = fireInTurn(placed(undefined, inRows, inRows), 0, 50, 55, 60);
  const other = structuredClone(state);
  other.waters[1]!.ships = [0, 160, 163, 166, 169];
  expect(bot(other, 0, rng())).toEqual(bot(state, 0, rng()));
});

it('[G5] the bot follows up a hit', () => {
  const state = fireInTurn(placed(), 21, 99);
  const shot = bot(state, 0, rng()) as { x: number; y: number };
  expect(Math.abs(shot.x - 1) + Math.abs(shot.y - 2)).toBe(1);
});

it('[G5] the bot waits for its turn', () => {
  expect(bot(placed(), 1, rng())).toBeUndefined();
  expect(bot(start(), 1, rng())).toMatchObject({ type: 'place' });
});

it('[G5] the bot needs half the shots of a blind one', () => {
  const games = 200;
  let shots = 0;
  for (let n = 0; n < games; n++) {
    const { waters, winner } = playBots(battleship, 'untimed', seedOf('aim', n)).match.state as BattleshipState;
    shots += waters[1 - winner]!.shots.filter((shot) => shot > 0).length;
  }
  // Fired at random, the last of 17 cells falls at the 95th shot on average.
  expect(shots / games).toBeLessThan(48);
});
