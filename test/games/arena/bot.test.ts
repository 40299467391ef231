// The bot: worth playing against, and fair.

import { Encoder, Reflection, type Schema } from '@colyseus/schema';
import { describe, expect, it } from 'vitest';

import { DAMAGE, FULL_HEALTH, TILE } from '../../../src/games/arena/balance.ts';
import { bot } from '../../../src/games/arena/bot.ts';
import { arena } from '../../../src/games/arena/index.ts';
import { readInput } from '../../../src/games/arena/input.ts';
import { arenaMode } from '../../../src/games/arena/modes.ts';
import { rules } from '../../../src/games/arena/rules.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import { below, seeded } from '../../../src/games/kit/rng.ts';
import { open, seedOf } from '../driver.ts';
import { advance, onWire, put, start, startFor, want } from './setup.ts';

const rng = (n = 0): number[] => seeded(seedOf('bot', n));

describe('the bot', () => {
  it('[G5] wins against one that walks and shoots about', () => {
    for (let n = 0; n < 5; n++) {
      const [state, words] = [start(), rng(n)];
      while (!rules.outcome(state)) {
        const clumsy = want({
          moveX: below(words, 3) - 1,
          moveY: below(words, 3) - 1,
          aim: below(words, 256),
          fire: 1,
        });
        advance(state, [bot(state, 0, words), clumsy]);
      }
      expect(rules.outcome(state)).toEqual({ ranks: [1, 2], reason: 'score_limit' });
      expect(state.players[0]!.deaths).toBeLessThan(4);
    }
  });

  it('[G5] leads its target', () => {
    let hits = 0;
    for (let n = 0; n < 50; n++) {
      const state = start();
      put(state, 0, 12 * TILE, 3 * TILE);
      const runner = put(state, 1, 8 * TILE, TILE / 2);
      advance(state, [undefined, want({ moveX: 1 })]);
      advance(state, [bot(state, 0, rng(n)), want({ moveX: 1 })]);
      advance(state, [undefined, want({ moveX: 1 })], 20);
      if (runner.health < FULL_HEALTH) hits++;
    }
    expect(hits).toBeGreaterThan(25);
  });

  it('[G5] finds its enemy around walls, and does not shoot at them', () => {
    const state = start();
    put(state, 0, 3 * TILE + TILE / 2, 8 * TILE + TILE / 2);
    put(state, 1, 21 * TILE + TILE / 2, 8 * TILE + TILE / 2);
    const words = rng();
    while (state.players[1]!.health === FULL_HEALTH) {
      expect(state.tick).toBeLessThan(600);
      advance(state, [bot(state, 0, words)]);
    }
  });

  it('[G5] goes for health when it is hurt, and only then', () => {
    const state = start();
    const pack = state.pickups[0]!;
    const me = put(state, 0, pack.x + 3 * TILE, pack.y - 4 * TILE);
    me.health = FULL_HEALTH - DAMAGE;
    advance(state, [bot(state, 0, rng())], 60);
    expect(pack.backTick).toBe(0);
    put(state, 0, pack.x + 3 * TILE, pack.y - 4 * TILE).health = DAMAGE;
    const words = rng();
    for (let i = 0; i < 120 && pack.backTick === 0; i++) advance(state, [bot(state, 0, words)]);
    expect(pack.backTick).toBeGreaterThan(0);
  });

  it('[G5] spares its friends, and wants nothing while it is dead', () => {
    const state = startFor(3, { teams: 2 });
    put(state, 0, 3 * TILE, TILE / 2);
    put(state, 2, 6 * TILE, TILE / 2);
    put(state, 1, 24 * TILE, 16 * TILE);
    expect(bot(state, 0, rng())?.fire).toBe(0);
    state.players[0]!.health = 0;
    expect(bot(state, 0, rng())).toBeUndefined();
  });

  it.each(Object.keys(rules.modes))('[G5] plays full matches of %s with well-formed inputs', (mode) => {
    const { match } = open(arena, mode, seedOf('full', 0));
    const state = match.state as ArenaState;
    const words = rng();
    while (!match.outcome) {
      for (const seat of state.players.keys()) {
        const input = bot(state, seat, words);
        if (input) expect(readInput(input, 0)).toEqual(input);
        match.input([[seat, input]]);
      }
      match.advance();
    }
    expect(state.players.reduce((sum, { kills }) => sum + kills, 0)).toBeGreaterThan(5);
  });

  it('[G5] knows no more than a client does', () => {
    const state = rules.setup(onWire, arenaMode('Crowd', 8, { powerUps: true }), rng());
    const encoder = new Encoder(state as ArenaState & Schema);
    const decoder = Reflection.decode(Reflection.encode(encoder));
    decoder.decode(encoder.encodeAll());
    const words = rng();
    for (let i = 0; i < 300; i++) {
      const inputs = [...state.players].map((_, seat) => {
        const seen = bot(decoder.state as unknown as ArenaState, seat, [...words]);
        const input = bot(state, seat, words);
        expect(seen).toEqual(input);
        return input;
      });
      state.tick += 1;
      rules.step!(state, inputs, onWire);
      encoder.discardChanges();
      decoder.decode(encoder.encodeAll());
    }
  });
});
