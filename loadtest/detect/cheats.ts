// One cheat or more for each detector, in matches whose other players play clean: what must be found.

import type { DetectorId } from '../../src/anticheat/index.ts';
import type { PairResult } from '../../src/anticheat/kit.ts';
import { games } from '../../src/games/index.ts';
import { aimbot, dancer, flooder, macro, speeder, triggerBot } from './cheaters/arena.ts';
import { instant, loser, metronome, prober, seer } from './cheaters/turns.ts';
import { arenaPerson, type ArenaPlayer } from './people/arena.ts';
import { seedOf } from './people/chance.ts';
import { type PlayedMatch, playArena, playTurns } from './people/play.ts';
import { type TurnPlayer, turnPerson } from './people/turns.ts';

const { chess, battleship } = games;

export interface CheatCase {
  /** Who must find it. */
  readonly detector: DetectorId;
  /** The seats that cheat. */
  readonly seats: readonly number[];
  /** The n-th match of it; the same on every run. */
  readonly play: (n: number) => PlayedMatch;
}

export const cheats: Readonly<Record<string, CheatCase>> = {
  'steps three times as long': arenaCheat('speed', speeder, { forge: true }),
  'flood of inputs': arenaCheat('rate', flooder),
  'trigger bot': arenaCheat('reaction', triggerBot),
  aimbot: arenaCheat('aim', aimbot),
  // A macro that clicks is for someone who holds the button.
  'clicking macro': arenaCheat('regularity', macro, { taps: false }),
  'dancing macro': arenaCheat('regularity', dancer),
  'instant moves': turnsCheat('reaction', 'chess', 'blitz', instant),
  'moves by the metronome': turnsCheat('regularity', 'chess', 'blitz', metronome),
  'sight of hidden ships': turnsCheat('accuracy', 'battleship', 'classic', seer),
  'refused actions': turnsCheat('refusals', 'chess', 'blitz', prober(chess)),
  'traded rating': { detector: 'pairings', seats: [0, 1], play: traded },
};

function arenaCheat(
  detector: DetectorId,
  cheat: (person: ArenaPlayer) => ArenaPlayer,
  { forge = false, taps }: { readonly forge?: boolean; readonly taps?: boolean } = {},
): CheatCase {
  const sit = (rng: number[], seat: number): ArenaPlayer =>
    seat === 0 ? cheat(arenaPerson(rng, taps)) : arenaPerson(rng);
  return {
    detector,
    seats: [0],
    play: (n) => playArena(n % 2 === 0 ? 'duel' : 'classic', seedOf(`cheat ${detector}`, n), sit, forge),
  };
}

function turnsCheat(
  detector: DetectorId,
  id: 'chess' | 'battleship',
  mode: string,
  cheat: (person: TurnPlayer) => TurnPlayer,
): CheatCase {
  const game = { chess, battleship }[id];
  const sit = (rng: number[], seat: number): TurnPlayer => {
    const person = turnPerson(game, rng);
    return seat === 0 ? cheat(person) : person;
  };
  return { detector, seats: [0], play: (n) => playTurns(game, mode, seedOf(`cheat ${detector}`, n), sit) };
}

/** The last of eight matches that one gives away to the other, between others' that last five minutes. */
function traded(n: number): PlayedMatch {
  const results: PairResult[] = [];
  let last: PlayedMatch | undefined;
  for (let match = 0; match < 8; match++) {
    const sit = (rng: number[], seat: number): TurnPlayer => {
      const person = turnPerson(chess, rng);
      return seat === match % 2 ? loser(person) : person;
    };
    last = playTurns(chess, 'blitz', seedOf('cheat pairings', 8 * n + match), sit);
    const { header, entries } = last.log;
    results.push({ matchId: header.matchId, winner: header.seats[1 - (match % 2)]!, ticks: entries.at(-1)!.tick });
  }
  return { ...last!, beside: { pairing: { results, played: [8, 10], typicalTicks: 3_000 } } };
}
