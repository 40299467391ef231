// Seeking: whatever tick is asked for in whatever order, the state is the one that playing from nothing comes to.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { battleship } from '../../src/games/battleship/index.ts';
import { chess } from '../../src/games/chess/index.ts';
import { type Game, Match, type MatchLog, plain, snapshot } from '../../src/games/kit/index.ts';
import { compact } from '../../src/replays/compact.ts';
import { Playback } from '../../src/replays/playback.ts';
import { ReplayFile } from '../../src/replays/replay-file.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { zstd } from '../../src/services/zstd.ts';
import { playBots, seedOf } from '../games/driver.ts';
import { shortened } from '../games/arena/setup.ts';
import { pile } from '../games/kit/pile.ts';
import { runScript, scriptsFor } from '../games/scripts.ts';
import { stored } from './stored.ts';

const games: readonly Game[] = [chess, shortened(70, 20), battleship].map((game) => game as Game);

/** The snapshots of every tick's end, played from nothing without any of what is tested here. */
function ends(game: Game, { header, entries }: MatchLog): Uint8Array[] {
  const match = new Match(game.rules, header, { make: plain, sha256, record: () => undefined });
  const states: Uint8Array[] = [];
  const last = entries.at(-1)?.tick ?? 0;
  for (let at = 0; ; match.advance()) {
    for (; entries[at]?.tick === match.state.tick; at++) match.perform(entries[at]!);
    states.push(snapshot(match.state));
    if (match.state.tick === last) return states;
  }
}

function replayOf(game: Game, log: MatchLog): ReplayFile {
  return new ReplayFile(compact(stored(log), { rules: game.rules, sha256 }, zstd), zstd);
}

describe.each(games.map((game) => [game.rules.id, game] as const))('%s', (_, game) => {
  const modes = Object.keys(game.rules.modes);
  const options = { rules: game.rules, sha256 };

  test('[L5] [L6] seeking in a compacted match comes to what plain play comes to, back and forth', () => {
    for (const [n, mode] of modes.entries()) {
      const { log } = playBots(game, mode, seedOf('seek', n));
      const states = ends(game, log);
      const replay = replayOf(game, log);
      const playback = new Playback(replay.header, replay, options);
      expect(replay.starts.length, mode).toBeGreaterThan(1);
      const jump = fc.record({ tick: fc.nat({ max: states.length - 1 }), how: fc.constantFrom('seek', 'advanceTo') });
      fc.assert(
        fc.property(fc.array(jump, { minLength: 1, maxLength: 8 }), (jumps) => {
          for (const { tick, how } of jumps) {
            playback[how as 'seek'](tick);
            expect(playback.tick).toBe(tick);
            expect(snapshot(playback.state)).toEqual(states[tick]);
            expect(playback.outcome !== undefined).toBe(tick === states.length - 1);
            expect(playback.entriesUntil(tick)).toEqual(log.entries.filter((entry) => entry.tick <= tick));
          }
        }),
        { numRuns: 8 },
      );
    }
  });

  test('[L5] whatever is done in a match, every tick of it is found again', () => {
    fc.assert(
      fc.property(scriptsFor(game, undefined), fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (script, ticks) => {
        const { log } = runScript(game, script);
        const states = ends(game, log);
        const replay = replayOf(game, log);
        const playback = new Playback(replay.header, replay, options);
        for (const tick of ticks.map((each) => each % states.length)) {
          playback.seek(tick);
          expect(snapshot(playback.state)).toEqual(states[tick]);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('[W2] a log that grows is followed, and sought in, with what is known of it', () => {
    const { log } = playBots(game, game.rules.defaultMode, seedOf('grow', 0));
    const states = ends(game, log);
    const at = fc.array(fc.tuple(fc.nat({ max: 400 }), fc.nat({ max: 2_000 })), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(at, (steps) => {
        const playback = Playback.of({ header: log.header, entries: [] }, options);
        let known = 0;
        for (const [more, back] of steps) {
          playback.append(log.entries.slice(known, known + more));
          known += more;
          // Of the tick of the next entry not everything is known yet.
          const live = (log.entries[known]?.tick ?? states.length) - 1;
          if (live < 0) continue;
          for (const tick of [live, Math.max(0, live - back), live]) {
            playback.advanceTo(tick);
            expect(snapshot(playback.state)).toEqual(states[tick]);
          }
        }
        playback.append(log.entries.slice(known));
        playback.advanceTo(states.length - 1);
        expect(playback.outcome).toBeDefined();
      }),
      { numRuns: 2 },
    );
  });
});

test('[W2] what is appended in ticks that were played already changes them', () => {
  const { log } = playBots(pile, 'usual', seedOf('late', 0));
  const { header, entries } = log;
  const playback = Playback.of({ header, entries: [] }, { rules: pile.rules, sha256 });
  playback.advanceTo(90);
  expect(playback.state).toMatchObject({ tick: 90, pebbles: 5 });
  playback.append(entries);
  playback.advanceTo(90);
  expect(entries.at(-1)).toMatchObject({ kind: 'end', outcome: playback.outcome });
  expect(playback.tick).toBe(entries.at(-1)!.tick);
});

test('[L8] without its rules a replay falls back to its keyframes, and says so', () => {
  const game = shortened(130, 50);
  const { log } = playBots(game, 'duel', seedOf('fallback', 0));
  const states = ends(game, log);
  const replay = replayOf(game, log);
  const playback = new Playback(replay.header, replay, { rules: undefined, sha256 });
  expect(playback.exact).toBe(false);
  const moments = replay.starts.map(({ tick }) => tick);
  for (const tick of [0, 1, moments[1]! - 1, moments[1]!, moments[1]! + 7, 3, states.length - 1, 1e9]) {
    playback.seek(tick);
    const shown = moments.findLast((moment) => moment <= tick)!;
    expect(snapshot(playback.state)).toEqual(states[shown]);
    expect(playback.tick).toBe(Math.min(tick, states.length - 1));
    expect(playback.outcome !== undefined).toBe(tick >= states.length - 1);
  }
  expect(() => playback.keyframe()).toThrow(/exact/);
});
