// What the arena's observer tells, against hand-made situations and against the state's own bookkeeping.

import { describe, expect, it } from 'vitest';

import { analysis } from '../../../src/games/arena/analysis.ts';
import {
  BOOST,
  DAMAGE,
  FULL_HEALTH,
  HEALING,
  OLDEST_VIEW,
  RESPAWN_DELAY,
  SHIELDED_DAMAGE,
  TILE,
} from '../../../src/games/arena/balance.ts';
import { bot } from '../../../src/games/arena/bot.ts';
import { arena } from '../../../src/games/arena/index.ts';
import type { ArenaInput } from '../../../src/games/arena/input.ts';
import { arenaMode, modes } from '../../../src/games/arena/modes.ts';
import { rules } from '../../../src/games/arena/rules.ts';
import type { ArenaState } from '../../../src/games/arena/state.ts';
import { below, type Game, type GameEvent } from '../../../src/games/kit/index.ts';
import { letBotsPlay, open, seedOf } from '../driver.ts';
import { advance, onWire, put, start, startFor, want } from './setup.ts';

const ROW_0 = TILE / 2;
const fireRight = want({ fire: 1, aim: 0 });
const fireLeft = want({ fire: 1, aim: 128 });

/** What is told while ticks go by with these inputs, which are given up after the first. */
function tellOf(state: ArenaState, inputs: readonly (ArenaInput | undefined)[], ticks: number): GameEvent[] {
  const observer = analysis.observe(state);
  const events: GameEvent[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    advance(state, tick === 0 ? inputs : []);
    events.push(...observer.see(state));
  }
  return events;
}

/** Players side by side in the free row at the top, so many tiles from the left. */
function inARow(tiles: readonly number[], settings = {}): ArenaState {
  const state = startFor(tiles.length, settings);
  for (const [seat, tile] of tiles.entries()) put(state, seat, tile * TILE, ROW_0);
  return state;
}
const told = (events: readonly GameEvent[]): unknown[] =>
  events.map(({ kind, seat, target, what }) => [kind, seat, target, what].filter((each) => each !== undefined));

describe('[L7] the arena tells', () => {
  it('who hit whom, where, and who of two that shot died by whose hand', () => {
    const state = inARow([2, 5, 20]);
    state.players[1]!.health = DAMAGE;
    const [hit, death, ...rest] = tellOf(state, [fireRight], 20);
    const at = { x: 5 * TILE, y: ROW_0 };
    expect(hit).toEqual({ tick: hit!.tick, kind: 'hit', seat: 0, target: 1, at });
    expect(death).toEqual({ tick: hit!.tick, kind: 'death', seat: 0, target: 1, at });
    expect(rest).toEqual([]);
  });

  it('that both died who shot each other in one tick', () => {
    const state = inARow([2, 5]);
    for (const player of state.players) player.health = DAMAGE;
    const expected = [
      ['hit', 0, 1],
      ['death', 0, 1],
      ['hit', 1, 0],
      ['death', 1, 0],
    ];
    expect(told(tellOf(state, [fireRight, fireLeft], 20))).toEqual(expected);
  });

  it('which of two hits in one tick was the deadly one, and no hit on the dead', () => {
    // The two shots arrive together, from both sides: that of the lower seat counts first.
    const state = inARow([5, 2, 8]);
    state.players[0]!.health = DAMAGE;
    const events = told(tellOf(state, [undefined, fireRight, fireLeft], 20));
    expect(events).toEqual([
      ['hit', 1, 0],
      ['death', 1, 0],
    ]);
    expect(state.players.map(({ kills }) => kills)).toEqual([0, 1, 0]);
  });

  it('a shot that hit before the next tick, since its shooter saw the world late', () => {
    const state = inARow([2, 3]);
    advance(state, [], 10);
    const [hit] = tellOf(state, [want({ fire: 1, aim: 0, seenAgo: 7 })], 1);
    expect(hit).toMatchObject({ kind: 'hit', seat: 0, target: 1, tick: 11 });
  });

  it('a hit that a pickup made up for in the same tick', () => {
    const shotAt = (backTick: number): [ArenaState, GameEvent[]] => {
      const state = startFor(2);
      const pickup = Object.assign(state.pickups[0]!, { backTick });
      put(state, 0, pickup.x - TILE, pickup.y);
      put(state, 1, pickup.x, pickup.y);
      return [state, tellOf(state, [fireRight], 10)];
    };
    const [, [hit]] = shotAt(1_000);
    const [state, events] = shotAt(hit!.tick);
    expect(state.players[1]!.health).toBe(FULL_HEALTH);
    expect(events.map(({ tick }) => tick)).toEqual([hit!.tick, hit!.tick]);
    expect(told(events)).toEqual([
      ['hit', 0, 1],
      ['pickup', 1, 'health'],
    ]);
  });

  it('who came back, who left, and how it ended', () => {
    const state = inARow([2, 5]);
    state.players[1]!.health = DAMAGE;
    const events = tellOf(state, [fireRight], 20 + RESPAWN_DELAY);
    expect(told(events).slice(2)).toEqual([['respawn', 1]]);
    expect(events[2]!.tick - events[1]!.tick).toBe(RESPAWN_DELAY);
    const observer = analysis.observe(state);
    rules.leave(state, 1);
    expect(told(observer.see(state))).toEqual([
      ['leave', 1],
      ['end', 0, 'last_standing'],
    ]);
  });

  it('shots only in numbers', () => {
    const state = inARow([2, 20]);
    const observer = analysis.observe(state);
    for (let tick = 0; tick < 30; tick++) {
      advance(state, [fireRight, want({ fire: 1, aim: 64 })]);
      expect(observer.see(state).filter(({ kind }) => kind === 'shot')).toEqual([]);
    }
    // One at once, then one after each cooldown of 9 ticks.
    expect(observer.counts!()).toEqual([{ shot: 4 }, { shot: 4 }]);
  });
});

/** The state's health by seat, kept up by events alone. */
function follow(health: number[], shieldUntil: number[], event: GameEvent): void {
  const { kind, seat, target, what, tick } = event;
  if (kind === 'hit') {
    const damage = shieldUntil[target!]! > tick ? SHIELDED_DAMAGE : DAMAGE;
    health[target!] = Math.max(0, health[target!]! - damage);
  } else if (kind === 'death') {
    expect([seat, health[target!]]).toEqual([expect.any(Number), 0]);
    shieldUntil[target!] = 0;
  } else if (kind === 'respawn') health[seat!] = FULL_HEALTH;
  else if (kind === 'leave') health[seat!] = 0;
  else if (what === 'health') health[seat!] = Math.min(FULL_HEALTH, health[seat!]! + HEALING);
  else if (what === 'shield') shieldUntil[seat!] = tick + BOOST;
}

describe('[L7] the arena tells all', () => {
  const seats24 = arenaMode('Crowd', 24, { powerUps: true, seconds: 40 });
  const crowd: Game = { ...arena, rules: { ...rules, modes: { crowd: seats24 } } };
  /** Bots who see the world late, each shot otherwise. */
  const laggy: Game = {
    ...arena,
    bot(state: ArenaState, seat, rng) {
      const input = bot(state, seat, rng);
      return input?.fire ? { ...input, seenAgo: below(rng, OLDEST_VIEW + 1) } : input;
    },
  };
  const cases: [string, Game][] = [...Object.keys(modes).map((mode): [string, Game] => [mode, arena])];
  cases.push(['crowd', crowd], ['arcade', laggy]);
  it.each(cases)('of a match of bots (%s): every life, kill and shot follows from its events', (mode, game) => {
    for (let n = 0; n < 3; n++) {
      const played = open(game, mode, seedOf('told', n), onWire);
      const state = played.match.state as ArenaState;
      const observer = analysis.observe(state);
      const health = Array.from(state.players, (player) => player.health);
      const shieldUntil = health.map(() => 0);
      const kills = health.map(() => 0);
      const fired = health.map(() => 0);
      const ready = health.map(() => 0);
      const advanceOnce = played.match.advance.bind(played.match);
      played.match.advance = () => {
        const before = state.tick;
        advanceOnce();
        for (const event of observer.see(state)) {
          follow(health, shieldUntil, event);
          if (event.kind === 'death') kills[event.seat!]! += 1;
        }
        if (state.tick === before) return;
        for (const [seat, player] of state.players.entries()) {
          if (player.readyTick !== ready[seat]) fired[seat]! += 1;
          ready[seat] = player.readyTick;
        }
        expect(health).toEqual(Array.from(state.players, (player) => player.health));
      };
      letBotsPlay(game, played);
      expect(kills).toEqual(Array.from(state.players, (player) => player.kills));
      expect(observer.counts!()).toEqual(fired.map((shot) => ({ shot })));
    }
  });
});

describe('[L7] chances in the arena', () => {
  const at = (tick: number, kills: readonly number[], mode = modes.classic): readonly number[] => {
    const state = start(mode);
    state.tick = tick;
    for (const [seat, player] of state.players.entries()) player.kills = kills[seat]!;
    return analysis.evaluate(state);
  };

  it('are even at the start, and those of a lead grow with it and with time', () => {
    expect(at(0, [0, 0, 0, 0])).toEqual([250, 250, 250, 250]);
    const [some] = at(3_000, [8, 5, 5, 5]);
    expect(some).toBeGreaterThan(400);
    expect(at(3_000, [12, 5, 5, 5])[0]).toBeGreaterThan(some!);
    expect(at(8_900, [8, 5, 5, 5])[0]).toBeGreaterThan(950);
  });

  it('are one for a side', () => {
    const [first, second, ...rest] = at(3_000, [3, 1, 4, 2], modes.teams);
    expect(rest).toEqual([first, second]);
    expect(first! + second!).toBe(1000);
    expect(first).toBeGreaterThan(500);
  });

  it('of who needs one kill against two are about those of a fair race', () => {
    // With equal paces the one behind must make the next two: 1 in 4.
    expect(Math.abs(at(1_000, [9, 8], modes.duel)[0]! - 750)).toBeLessThan(50);
    expect(Math.abs(at(1_000, [9, 7], modes.duel)[0]! - 875)).toBeLessThan(50);
  });
});
