// What watch rooms send, without a network: a log played, jumped through and mirrored into wire state.

import { describe, expect, test } from 'vitest';
import { battleship } from '../../../src/games/battleship/index.ts';
import type { Berth } from '../../../src/games/battleship/fleet.ts';
import type { BattleshipState } from '../../../src/games/battleship/state.ts';
import { games } from '../../../src/games/index.ts';
import { below, type Game, type MatchLog, plain, restore, seeded, snapshot } from '../../../src/games/kit/index.ts';
import { compact } from '../../../src/replays/compact.ts';
import { LogWriter } from '../../../src/replays/log-writer.ts';
import { Playback } from '../../../src/replays/playback.ts';
import { ReplayFile } from '../../../src/replays/replay-file.ts';
import { mirror } from '../../../src/rooms/watch/mirror.ts';
import { Screen } from '../../../src/rooms/watch/screen.ts';
import { sha256 } from '../../../src/services/sha256.ts';
import { zstd } from '../../../src/services/zstd.ts';
import { firing, placing } from '../../games/battleship/setup.ts';
import { open, playBots, type Played, seedOf } from '../../games/driver.ts';
import { Wire } from '../../games/wire.ts';

/** A screen on which a log is shown, and a spectator who is sent what changes there. */
function screenOf(game: Game, { log }: Played) {
  const screen = Screen.ofLog(game, log.header);
  screen.append(log.entries);
  const wire = new Wire(game, screen.wire as never, 0);
  const [spectator] = wire.clients;
  return { screen, wire, spectator: spectator! };
}

const everyMode = Object.values(games).flatMap((game: Game) =>
  Object.keys(game.rules.modes).map((mode) => ({ id: game.rules.id, mode, game })),
);

describe('a screen', () => {
  test.each(everyMode)(
    '[W1] [W2] of $id $mode shows what its log says at any tick, forwards and backwards',
    ({ game, mode }) => {
      const played = playBots(game, mode, seedOf('screen', 0));
      const last = played.match.state.tick;
      const rng = seeded(played.log.header.seed);
      const { screen, wire, spectator } = screenOf(game, played);
      const plainly = Playback.of(played.log, { rules: game.rules, sha256 });
      let tick = 0;
      for (let look = 0; look < 60; look++) {
        // On for a bit, mostly, and now and then to anywhere.
        tick = below(rng, 4) > 0 ? Math.min(tick + below(rng, 20), last) : below(rng, last + 1);
        screen.show(tick, Infinity);
        wire.patch();
        plainly.seek(tick);
        const state = restore(snapshot(plainly.state));
        for (const { decoder } of [spectator, wire.rejoin(undefined)]) {
          expect(state, `look ${look}, tick ${tick}`).toMatchObject(restore(snapshot(decoder.state)) as object);
        }
      }
    },
  );
});

describe('a screen of a compacted match', () => {
  const compacted = (game: Game, log: MatchLog): ReplayFile => {
    const writer = new LogWriter(log.header, sha256);
    const chunks = [writer.first, writer.entries(log.entries)];
    return new ReplayFile(compact({ chunks }, { rules: game.rules, sha256 }, zstd), zstd);
  };

  test.each(everyMode)('[W1] [L5] of $id $mode shows the same as one of its log', ({ game, mode }) => {
    const { log, match } = playBots(game, mode, seedOf('compacted', 0));
    const screen = Screen.ofReplay(game, compacted(game, log));
    const ofLog = Screen.ofLog(game, log.header);
    ofLog.append(log.entries);
    const rng = seeded(log.header.seed);
    for (let look = 0; look < 20; look++) {
      const tick = look === 19 ? match.state.tick : below(rng, match.state.tick + 1);
      for (const each of [screen, ofLog]) each.show(tick, Infinity);
      expect(screen.wire.toJSON(), `tick ${tick}`).toEqual(ofLog.wire.toJSON());
    }
    expect(screen.outcome).toEqual(match.outcome);
  });

  test('[L8] shows its keyframes, and says so, where its rules are not kept', () => {
    const arena: Game = games.arena;
    const { log, match } = playBots(arena, 'classic', seedOf('older', 0));
    const newer: Game = { ...arena, rules: { ...arena.rules, version: arena.rules.version + 1 } };
    const screen = Screen.ofReplay(newer, compacted(arena, log));
    expect(screen.exact).toBe(false);
    screen.show(match.state.tick, Infinity);
    expect(screen.outcome).toEqual(match.outcome);
    const end = new arena.entities['state']!() as never as Screen['wire'];
    mirror(end, match.state);
    expect(screen.wire.toJSON()).toEqual(end.toJSON());
  });
});

describe('[W3] what spectators are sent of battleship', () => {
  const shots = [99, 60, 98, 45, 97, 90, 96, 91, 95, 50];
  const opponent: readonly Berth[] = [0, 10, 20, 30, 40];

  function framesFor(fleet: readonly Berth[]): Buffer[] {
    const played = open(battleship as Game, 'untimed', seedOf('secret', 0), plain);
    const { match } = played;
    for (const [seat, berths] of [fleet, opponent].entries()) expect(match.act(seat, placing(berths))).toBeUndefined();
    for (const [n, cell] of shots.entries()) {
      match.advance();
      expect(match.act(n % 2, firing(cell))).toBeUndefined();
    }
    const { screen, wire, spectator } = screenOf(battleship as Game, played);
    for (let tick = 0; tick <= match.state.tick; tick++) {
      screen.show(tick, Infinity);
      wire.patch();
    }
    const { waters } = spectator.decoder.state as unknown as BattleshipState;
    expect([...waters[0]!.shown]).toEqual([-1, -1, -1, -1, fleet[4]]);
    return [...spectator.frames, ...wire.rejoin(undefined).frames].map((frame) => Buffer.from(frame));
  }

  test('is the same, byte for byte, for two secrets with the same public events', () => {
    const one = framesFor([42, 104, 107, 199 - 30, 90]);
    expect(one.length).toBeGreaterThan(shots.length);
    expect(framesFor([44, 0, 71, 119, 90])).toEqual(one);
  });
});
