// Dying, coming back, leaving, and how a match ends.

import { describe, expect, it } from 'vitest';

import { DAMAGE, FULL_HEALTH, PROTECTION, RESPAWN_DELAY, TICK_RATE, TILE } from '../../../src/games/arena/balance.ts';
import { mapFor } from '../../../src/games/arena/map.ts';
import { arenaMode, modes } from '../../../src/games/arena/modes.ts';
import { rules } from '../../../src/games/arena/rules.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import { distanceSquared } from '../../../src/games/arena/world.ts';
import { advance, put, start, startFor, want } from './setup.ts';

/** Seat 0 kills seat 1. */
function kill(state: ArenaState): void {
  put(state, 0, 2 * TILE, TILE / 2);
  put(state, 1, 4 * TILE, TILE / 2).health = DAMAGE;
  advance(state, [want({ fire: 1 })]);
  while (state.players[1]!.health > 0) advance(state);
}

describe('a killed player', () => {
  it('[G3] is out for its time, then whole, protected, and far from its enemies', () => {
    const state = startFor(3);
    put(state, 2, 20 * TILE, 16 * TILE + TILE / 2);
    kill(state);
    const [killer, victim, other] = state.players;
    expect([killer!.kills, victim!.deaths]).toEqual([1, 1]);
    advance(state, [undefined, want({ moveX: 1, fire: 1 })], RESPAWN_DELAY - 1);
    expect(victim!.health).toBe(0);
    advance(state);
    expect(victim!.health).toBe(FULL_HEALTH);
    expect(victim!.safeUntil).toBe(state.tick + PROTECTION);
    const room = (point: { x: number; y: number }): number =>
      Math.min(distanceSquared(point, killer!), distanceSquared(point, other!));
    expect(room(victim!)).toBe(Math.max(...mapFor(3).spawns.map(room)));
  });

  it('[V5] comes back at the first of equally good places', () => {
    const state = startFor(2);
    kill(state);
    put(state, 0, 12 * TILE + TILE / 2, 8 * TILE + TILE / 2);
    advance(state, [], RESPAWN_DELAY);
    expect(state.players[1]).toMatchObject(mapFor(2).spawns[0]!);
  });

  it('[G3] neither walks, fires, nor collects meanwhile', () => {
    const state = startFor(2);
    kill(state);
    const { x, y } = state.players[1]!;
    const shots = state.shots.length;
    advance(state, [undefined, want({ moveX: 1, moveY: 1, fire: 1, aim: 9 })], RESPAWN_DELAY - 1);
    expect(state.players[1]).toMatchObject({ x, y, moveX: 0, moveY: 0, health: 0 });
    expect(state.shots.length).toBe(shots);
  });
});

describe('a match', () => {
  const scored = (mode: keyof typeof modes, kills: readonly number[]) => {
    const state = start(modes[mode]);
    for (const [seat, count] of kills.entries()) state.players[seat]!.kills = count;
    return state;
  };

  it.each([
    ['classic', [20, 3, 3, 7], [1, 3, 3, 2], 'score_limit'],
    ['duel', [4, 10], [2, 1], 'score_limit'],
    ['teams', [10, 12, 15, 12], [1, 2, 1, 2], 'score_limit'],
    ['arcade', [25, 25, 1, 0], [1, 1, 3, 4], 'score_limit'],
  ] as const)('[G3] of mode %s ends when a side has scored enough', (mode, kills, ranks, reason) => {
    const state = scored(mode, kills);
    expect(rules.outcome(state)).toBeUndefined();
    advance(state);
    expect(rules.outcome(state)).toEqual({ ranks, reason });
  });

  it('[G3] ends when time is up, and equal scores are a tie', () => {
    const state = scored('classic', [2, 5, 5, 0]);
    state.tick = modes.classic.seconds * TICK_RATE - 2;
    advance(state);
    expect(rules.outcome(state)).toBeUndefined();
    advance(state);
    expect(rules.outcome(state)).toEqual({ ranks: [3, 1, 1, 4], reason: 'time' });
  });

  it('[G3] goes on without those who leave, and is won by the last one standing', () => {
    const state = scored('classic', [9, 0, 5, 7]);
    rules.leave(state, 0);
    rules.leave(state, 2);
    advance(state, [want({ moveX: 1, fire: 1 })], RESPAWN_DELAY + 10);
    expect(state.players[0]).toMatchObject({ gone: true, health: 0, moveX: 0 });
    expect(rules.outcome(state)).toBeUndefined();
    rules.leave(state, 3);
    expect(rules.outcome(state)).toEqual({ ranks: [2, 1, 2, 2], reason: 'last_standing' });
  });

  it('[G3] of teams goes on while each has someone, and a team shares its rank', () => {
    const state = scored('teams', [9, 0, 5, 0]);
    rules.leave(state, 0);
    expect(rules.outcome(state)).toBeUndefined();
    rules.leave(state, 2);
    expect(rules.outcome(state)).toEqual({ ranks: [2, 1, 2, 1], reason: 'last_standing' });
  });

  it('[G3] lasts no longer than its ticks can be counted on the wire', () => {
    expect(() => arenaMode('Endless', 4, { seconds: 1_801 })).toThrow('half an hour');
  });
});
