// A match from the placement to its end: who may do what, what becomes public, how time runs.

import { describe, expect, it } from 'vitest';

import { battleshipActions } from '../../../src/games/battleship/actions.ts';
import { cellsOf, FLEET, misplacement } from '../../../src/games/battleship/fleet.ts';
import { modes } from '../../../src/games/battleship/modes.ts';
import { rules } from '../../../src/games/battleship/rules.ts';
import { act, fireInTurn, firing, inRows, placed, placing, shipsAt, start, wait } from './setup.ts';

const hidden = [-1, -1, -1, -1, -1];
/** Seat 0 sinks all that lies in rows; seat 1 fires at the bottom meanwhile. */
const winning = inRows.flatMap((berth, ship) => cellsOf(berth, FLEET[ship]!)!).flatMap((cell, n) => [cell, 99 - n]);

describe('the placement', () => {
  it('[G3] is secret, in any order, and only that it is done is public', () => {
    const state = start();
    expect(rules.turn!(state)).toBeUndefined();
    expect(act(state, 1, placing(inRows))).toBeUndefined();
    expect(state.waters.map(({ ready }) => ready)).toEqual([false, true]);
    expect(state.waters.map(({ shown }) => shown)).toEqual([hidden, hidden]);
    expect(act(state, 1, placing(inRows))).toBe('already_placed');
    expect(act(state, 1, firing(0))).toBe('still_placing');
    expect(act(state, 0, placing(inRows.with(0, 6)))).toBe('out_of_bounds');
    expect(act(state, 0, placing(inRows))).toBeUndefined();
    expect(rules.turn!(state)).toBe(0);
  });

  it('[W3] what a seat may know beyond that is its own waters', () => {
    const state = placed();
    expect(rules.view!(state, 0)).toEqual([state.waters[0]]);
    expect(rules.view!(state, 1)[0]).toBe(state.waters[1]);
  });

  it('[V1] has a shape: five ships, whole numbers on the grid, nothing else', () => {
    const good = { type: 'place', ships: shipsAt(inRows) };
    expect(battleshipActions.safeParse(good).success).toBe(true);
    for (const wrong of [
      { ...good, ships: good.ships.slice(1) },
      { ...good, ships: good.ships.map((ship) => ({ ...ship, x: 0.5 })) },
      { ...good, ships: good.ships.map((ship) => ({ ...ship, y: 10 })) },
      { ...good, ships: good.ships.map((ship) => ({ ...ship, name: 'x' })) },
      { ...good, seat: 1 },
      { type: 'fire', x: -1, y: 0 },
      { type: 'fire', x: Number.NaN, y: 0 },
    ]) {
      expect(battleshipActions.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    }
  });
});

describe('a shot', () => {
  it('[V2] is fired in turn, at a cell that was not fired at', () => {
    const state = placed();
    expect(act(state, 1, firing(0))).toBe('not_your_turn');
    fireInTurn(state, 0, 99);
    expect(state.turn).toBe(0);
    expect(act(state, 0, firing(0))).toBe('already_fired_there');
    expect(act(state, 0, firing(99))).toBeUndefined();
  });

  it('[G3] is a miss or a hit, and shows a ship that it sinks', () => {
    const state = fireInTurn(placed(), 40, 99, 50, 98);
    expect(state.waters[1]!.shots[40]).toBe(2);
    expect(state.waters[1]!.shots[50]).toBe(1);
    expect(state.waters[1]!.shown).toEqual(hidden);
    fireInTurn(state, 41);
    expect(state.waters[1]!.shown).toEqual([-1, -1, -1, -1, 40]);
    expect(state.waters[0]!.shown).toEqual(hidden);
  });

  it('[G3] that sinks the last ship wins, and everything is shown', () => {
    const state = fireInTurn(placed(), ...winning.slice(0, -2));
    expect(rules.outcome(state)).toBeUndefined();
    fireInTurn(state, winning.at(-2)!);
    expect(rules.outcome(state)).toEqual({ ranks: [1, 2], reason: 'fleet_sunk' });
    expect(state.waters.map(({ shown }) => [...shown])).toEqual([inRows, inRows]);
  });
});

describe('the end', () => {
  it('[G3] comes when a seat resigns or leaves, at any time', () => {
    const resigned = start();
    act(resigned, 0, placing(inRows));
    act(resigned, 0, { type: 'resign' });
    expect(rules.outcome(resigned)).toEqual({ ranks: [2, 1], reason: 'resignation' });
    expect(resigned.waters.map(({ shown }) => shown)).toEqual([inRows, hidden]);
    const left = placed();
    rules.leave(left, 1);
    expect(rules.outcome(left)).toEqual({ ranks: [1, 2], reason: 'abandonment' });
  });

  it('[G3] comes on time for whoever lets a turn pass', () => {
    const state = fireInTurn(wait(placed(modes.classic), 59), 0);
    expect(rules.outcome(wait(state, 59.9))).toBeUndefined();
    expect(rules.outcome(wait(state, 0.1))).toEqual({ ranks: [1, 2], reason: 'time' });
  });

  it('[G3] does not come on time without a clock', () => {
    expect(rules.outcome(wait(placed(), 10_000))).toBeUndefined();
    expect(wait(start(), 10_000).turn).toBe(-1);
  });
});

describe('a placement that nobody makes', () => {
  it('[G2] is made by the seed when its time is over', () => {
    const state = start(modes.classic);
    act(state, 1, placing(inRows));
    expect(wait(state, 89.9).turn).toBe(-1);
    wait(state, 0.1);
    expect(state.turn).toBe(0);
    expect(state.turnTick).toBe(900);
    expect(state.waters[1]!.ships).toEqual(inRows);
    expect(misplacement(shipsAt(state.waters[0]!.ships))).toBeUndefined();
    const again = start(modes.classic);
    act(again, 1, placing(inRows));
    expect(wait(again, 90).waters[0]!.ships).toEqual(state.waters[0]!.ships);
  });
});
