// A match and the log that it writes.

import { describe, expect, it } from 'vitest';

import { plain } from '../../../src/games/kit/game.ts';
import { Match } from '../../../src/games/kit/match.ts';
import { open, seedOf, sha256 } from '../driver.ts';
import { pile } from './pile.ts';

const openPile = () => open(pile, 'usual', seedOf('match', 0));
const wait = (match: Match, ticks: number): void => {
  for (let i = 0; i < ticks; i++) match.advance();
};

describe('a match', () => {
  it('[L1] logs each action with its tick and seat, and its end', () => {
    const { match, log } = openPile();
    match.seatEvent(0, 'join');
    match.act(0, 2);
    wait(match, 3);
    match.act(1, 2);
    match.act(0, 1);
    expect(log.entries).toEqual([
      { kind: 'join', tick: 0, seat: 0 },
      { kind: 'action', tick: 0, seat: 0, action: 2 },
      { kind: 'action', tick: 3, seat: 1, action: 2 },
      { kind: 'action', tick: 3, seat: 0, action: 1 },
      { kind: 'end', tick: 3, outcome: { ranks: [1, 2], reason: 'pile' }, hash: match.hash() },
    ]);
    expect(match.outcome).toEqual({ ranks: [1, 2], reason: 'pile' });
  });

  it('[V1] neither plays nor logs what is refused', () => {
    const { match, log } = openPile();
    expect(match.act(1, 1)).toBe('not_your_turn');
    expect(match.act(0, 3)).toBe('too_many');
    expect(match.state).toEqual({ tick: 0, pebbles: 5, turn: 0, winner: -1 });
    expect(log.entries).toEqual([]);
  });

  it('[L1] logs its hash at the end of each second in which something happened', () => {
    const { match, log } = openPile();
    wait(match, 15);
    match.act(0, 1);
    wait(match, 35);
    match.seatEvent(1, 'drop');
    wait(match, 10);
    expect(log.entries.map(({ kind, tick }) => [kind, tick])).toEqual([
      ['action', 15],
      ['hash', 20],
      ['drop', 50],
      ['hash', 60],
    ]);
  });

  it.each(['leave', 'timeout'] as const)('[G1] tells the rules of a seat that is gone by "%s"', (event) => {
    const { match, log } = openPile();
    match.seatEvent(0, 'drop');
    match.seatEvent(0, 'resume');
    expect(match.outcome).toBeUndefined();
    match.seatEvent(0, event);
    expect(match.outcome?.ranks).toEqual([2, 1]);
    expect(log.entries.map(({ kind }) => kind)).toEqual(['drop', 'resume', event, 'end']);
  });

  it('[G4] can be ended by time alone, and stands still after its end', () => {
    const { match, log } = openPile();
    wait(match, 200);
    expect(match.state.tick).toBe(100);
    expect(match.act(0, 1)).toBe('match_over');
    match.seatEvent(0, 'leave');
    expect(log.entries.map(({ kind }) => kind)).toEqual(['end']);
  });

  it.each([
    ['another version of the rules', { rules: 2 }, 'rules version 2, this is 3'],
    ['an unknown mode', { mode: 'constructor' }, 'has no mode "constructor"; it has usual'],
    ['a seed that is none', { seed: 'lucky' }, '32 hexadecimal digits'],
  ])('[L8] does not begin with %s', (_, wrong, message) => {
    const header = { ...openPile().log.header, ...wrong };
    expect(() => new Match(pile.rules, header, { make: plain, sha256, record: () => {} })).toThrow(message);
  });
});
