// Logs of rules that have moved on since.

import { expect, test } from 'vitest';
import { type Game, plain, replay, rulesOf } from '../../src/games/kit/index.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { verify } from '../../src/replays/verify.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { open, seedOf } from '../games/driver.ts';
import { pile } from '../games/kit/pile.ts';

/** The next version of the game: who takes the last pebble loses. */
const next: Game = {
  ...pile,
  rules: {
    ...pile.rules,
    version: pile.rules.version + 1,
    outcome: (state) => {
      const outcome = pile.rules.outcome(state);
      return outcome && { ...outcome, ranks: outcome.ranks.toReversed() };
    },
  },
  older: [pile.rules],
};

function playedBy(game: Game, rulesHash?: string) {
  const { match, log } = open(game, 'usual', seedOf('older rules', 0));
  for (const [seat, taken] of [2, 1, 2].entries()) match.act(seat % 2, taken);
  const header = { ...log.header, ...(rulesHash && { rulesHash }) };
  const writer = new LogWriter(header, sha256);
  return { log, chunks: [writer.first, writer.entries(log.entries)] };
}

test('[L8] a log is played by the rules that wrote it', () => {
  const { log, chunks } = playedBy(pile);
  expect(replay(rulesOf(next, 3)!, log, { make: plain, sha256 }).outcome?.ranks).toEqual([1, 2]);
  expect(verify({ chunks }, { gameById: () => next, sha256 })).toMatchObject({
    verified: true,
    outcome: { ranks: [1, 2] },
  });
  expect(verify(playedBy(next), { gameById: () => next, sha256 })).toMatchObject({ outcome: { ranks: [2, 1] } });
});

test('[L8] a log whose rules are not kept says which those are', () => {
  const verdict = verify(playedBy(next), { gameById: () => pile, sha256 });
  expect(verdict).toMatchObject({ verified: false, what: 'rules version 4 of pile is not kept here' });
});

test('[L1] when a log of other code does not replay, the verdict names the code', () => {
  const changed = { ...next, rules: { ...next.rules, version: 3 } };
  const judged = (rulesHash: string) =>
    verify(playedBy(pile, rulesHash), { gameById: () => changed, sha256, rulesHash: () => 'b'.repeat(16) });
  expect(judged('a'.repeat(16))).toMatchObject({ what: expect.stringMatching(/written by other code \(a{16}\)/) });
  expect(judged('b'.repeat(16))).toMatchObject({ what: expect.not.stringContaining('other code') });
});
