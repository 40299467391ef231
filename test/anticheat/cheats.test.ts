// Every detector against the cheats that were made for it, in real matches of their games.

import { describe, expect, it } from 'vitest';
import { aimbot, during, flooder, macro, speeder, triggerBot } from '../../loadtest/detect/cheaters/arena.ts';
import { cheats } from '../../loadtest/detect/cheats.ts';
import { arenaPerson, type ArenaPlayer } from '../../loadtest/detect/people/arena.ts';
import { seedOf } from '../../loadtest/detect/people/chance.ts';
import { playArena, playTurns } from '../../loadtest/detect/people/play.ts';
import { turnPerson } from '../../loadtest/detect/people/turns.ts';
import { metronome } from '../../loadtest/detect/cheaters/turns.ts';
import { detect, detectorIds } from '../../src/anticheat/index.ts';
import { review } from '../../src/anticheat/review.ts';
import { chess } from '../../src/games/chess/index.ts';
import { decodeLog } from '../../src/replays/log-codec.ts';
import { LogWriter } from '../../src/replays/log-writer.ts';
import { sha256 } from '../../src/services/sha256.ts';

describe('detectors', () => {
  it.each(Object.entries(cheats))('[V6] find: %s', (_name, { detector, seats, play }) => {
    // Of the trigger bot's matches not the first, which shows it eight times: too few to be judged.
    const { game, log, beside } = play(1);
    const findings = detect(review(game, log, beside));
    expect(findings.map((finding) => [finding.detector, finding.seat])).toEqual(seats.map((seat) => [detector, seat]));
    for (const { score, ticks, summary } of findings) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
      expect(ticks.at(-1)).toBeLessThanOrEqual(log.entries.at(-1)!.tick);
      expect(summary).not.toBe('');
    }
  });

  it('[V6] each has a cheat that it must find', () => {
    expect(new Set(Object.values(cheats).map(({ detector }) => detector))).toEqual(new Set(detectorIds));
  });

  it.each([
    { name: 'speed', cheat: speeder, forge: true },
    { name: 'rate', cheat: flooder, forge: false },
  ])('[V6] show the ticks in which $name was cheated, and no others', ({ name, cheat, forge }) => {
    const [from, to] = [1_200, 1_800];
    const sit = (rng: number[], seat: number): ArenaPlayer =>
      seat === 1 ? during(from, to, cheat)(arenaPerson(rng)) : arenaPerson(rng);
    const { game, log } = playArena('duel', seedOf('window', 0), sit, forge);
    const [finding, ...more] = detect(review(game, log));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ detector: name, seat: 1 });
    for (const tick of finding!.ticks) {
      expect(tick).toBeGreaterThanOrEqual(from);
      expect(tick).toBeLessThanOrEqual(to);
    }
  });

  it('[V6] show the ticks at which a trigger bot fired', () => {
    const { game, log } = cheats['trigger bot']!.play(1);
    const [finding] = detect(review(game, log));
    for (const tick of finding!.ticks) {
      // Inputs are logged in the tick before the one in which they work.
      const pulled = log.entries.some(
        (entry) =>
          entry.kind === 'inputs' &&
          entry.tick === tick - 1 &&
          entry.changes.some(([seat, input]) => seat === 0 && input?.['fire'] === 1),
      );
      expect(pulled).toBe(true);
    }
  });

  it('[V6] say nothing of what tells machines from people about declared bots', () => {
    for (const cheat of [flooder, triggerBot, aimbot, macro]) {
      const { game, log } = playArena('duel', seedOf('bots', 0), (rng, seat) =>
        seat === 0 ? cheat(arenaPerson(rng)) : arenaPerson(rng),
      );
      const reviewed = review(game, log);
      expect(detect(reviewed).map(({ seat }) => seat)).toEqual([0]);
      expect(detect(reviewed, { bots: new Set([0]) })).toEqual([]);
    }
    const forged = cheats['steps three times as long']!.play(0);
    expect(detect(review(forged.game, forged.log), { bots: new Set([0, 1]) })).toHaveLength(1);
  });

  it('[V6] find the same in the same log, also after it was written and read', () => {
    const { game, log } = cheats['trigger bot']!.play(1);
    const writer = new LogWriter(log.header, sha256);
    const read = decodeLog([writer.first.bytes, writer.entries(log.entries).bytes]);
    const findings = detect(review(game, log));
    expect(findings).toHaveLength(1);
    expect(detect(review(game, log))).toEqual(findings);
    expect(detect(review(game, read))).toEqual(findings);
  });

  it('[V6] still read a log of rules that are no longer the present ones, without their conduct', () => {
    const { log } = playTurns(chess, 'blitz', seedOf('older', 0), (rng, seat) =>
      seat === 0 ? metronome(turnPerson(chess, rng)) : turnPerson(chess, rng),
    );
    const older = { ...chess, rules: { ...chess.rules, version: 2 }, older: [chess.rules] };
    expect(detect(review(older, log)).map(({ detector, seat }) => [detector, seat])).toEqual([['regularity', 0]]);
    expect(() => review({ ...older, older: [] }, log)).toThrow('not kept here');
  });
});
