// Replays, and what they find in logs that lie.

import { describe, expect, it } from 'vitest';

import { plain } from '../../../src/games/kit/game.ts';
import type { LogEntry } from '../../../src/games/kit/log.ts';
import { Divergence, replay } from '../../../src/games/kit/replay.ts';
import { open, seedOf, sha256 } from '../driver.ts';
import { pile } from './pile.ts';

/** Entries: action 12, hash 20, drop 25, action 28, hash 30, action 41, end 41. */
function honestLog() {
  const { match, log } = open(pile, 'usual', seedOf('replay', 0));
  const until = (tick: number): void => {
    while (match.state.tick < tick) match.advance();
  };
  until(12);
  match.act(0, 2);
  until(25);
  match.seatEvent(0, 'drop');
  until(28);
  match.act(1, 1);
  until(41);
  match.act(0, 2);
  return log;
}

const log = honestLog();
const play = (entries: readonly LogEntry[]) =>
  replay(pile.rules, { ...log, entries }, { make: plain, sha256, actions: pile.actions });
const changed = (at: number, fields: object): LogEntry[] => log.entries.with(at, { ...log.entries[at]!, ...fields });
const wrongHash = new Uint8Array(8);

describe('a replay', () => {
  it('[L3] reaches the same end', () => {
    expect(log.entries.map(({ kind, tick }) => `${kind} ${tick}`)).toEqual([
      'action 12',
      'hash 20',
      'drop 25',
      'action 28',
      'hash 30',
      'action 41',
      'end 41',
    ]);
    expect(play(log.entries)).toEqual({
      state: { tick: 41, pebbles: 0, turn: 1, winner: 0 },
      outcome: { ranks: [1, 2], reason: 'pile' },
    });
  });

  it('[L1] goes as far as a log that has no end yet', () => {
    for (let length = 0; length < log.entries.length - 2; length++) {
      const { state, outcome } = play(log.entries.slice(0, length));
      expect(state.tick).toBe(log.entries[length - 1]?.tick ?? 0);
      expect(outcome).toBeUndefined();
    }
  });

  it.each<[what: string, entries: LogEntry[], tick: number, message: string]>([
    ['a forged hash', changed(1, { hash: wrongHash }), 20, 'the recorded hash is not the state'],
    ['a missing hash', log.entries.toSpliced(1, 1), 25, 'the log has "drop" where the rules write "hash" at tick 20'],
    ['a hash too many', log.entries.toSpliced(1, 0, log.entries[1]!), 20, 'has "hash" where the rules write nothing'],
    ['a missing action', log.entries.toSpliced(3, 1), 30, 'the recorded hash is not'],
    ['an action that the rules refuse', changed(3, { action: 3 }), 28, 'refuse the action of seat 1: too_many'],
    ['an action of another seat', changed(3, { seat: 0 }), 28, 'refuse the action of seat 0: not_your_turn'],
    ['an action of the wrong shape', changed(3, { action: 'two' }), 28, 'a malformed action'],
    ['an action moved to an earlier tick', changed(3, { tick: 24 }), 24, 'goes back in time'],
    ['an action moved to a later second', changed(0, { tick: 21 }), 20, 'goes back in time'],
    ['another outcome', changed(6, { outcome: { ranks: [2, 1], reason: 'pile' } }), 41, 'the recorded end is not'],
    ['another reason', changed(6, { outcome: { ranks: [1, 2], reason: 'luck' } }), 41, 'the recorded end is not'],
    ['another last hash', changed(6, { hash: wrongHash }), 41, 'the recorded end is not'],
    [
      'an end too early',
      [...log.entries.slice(0, 2), { ...log.entries[6]!, tick: 20 }],
      20,
      'where the rules write nothing',
    ],
    ['no end', log.entries.slice(0, 6), 41, 'the log lacks the entry "end"'],
    ['an action after the end', [...log.entries, log.entries[5]!], 41, 'match_over'],
    [
      'a leave after the end',
      [...log.entries, { kind: 'leave', tick: 41, seat: 1 }],
      41,
      'where the rules write nothing',
    ],
    ['time after the end', [...log.entries, { kind: 'drop', tick: 50, seat: 1 }], 50, 'past its end'],
  ])('[L3] finds %s', (_, entries, tick, message) => {
    const judged = (): unknown => play(entries);
    expect(judged).toThrow(Divergence);
    expect(judged).toThrow(`tick ${tick}: `);
    expect(judged).toThrow(message);
  });
});
