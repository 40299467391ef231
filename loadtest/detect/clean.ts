// Clean play of every kind that we can make: what detectors must be silent about.

import type { PairResult } from '../../src/anticheat/kit.ts';
import { games } from '../../src/games/index.ts';
import { famousGames } from '../famous-games.ts';
import { uciMoves } from '../famous-match.ts';
import { arenaPerson } from './people/arena.ts';
import { type PlayedMatch, playArena, playTurns } from './people/play.ts';
import { seedOf } from './people/chance.ts';
import { turnPerson } from './people/turns.ts';

const { chess, arena, battleship } = games;

/** The n-th clean match of each kind; the same on every run. */
export const cleanPlay: Readonly<Record<string, (n: number) => PlayedMatch>> = {
  ...Object.fromEntries(
    Object.keys(arena.rules.modes).map((mode) => [`arena ${mode}`, (n: number) => person(mode, n)]),
  ),
  ...Object.fromEntries(
    ['bullet', 'blitz', 'rapid', 'chess960'].map((mode) => [`chess ${mode}`, turns('chess', mode)]),
  ),
  ...Object.fromEntries(['classic', 'quick'].map((mode) => [`battleship ${mode}`, turns('battleship', mode)])),
  'chess, famous games': famous,
  'chess blitz, friends': friends,
};

const person = (mode: string, n: number): PlayedMatch =>
  playArena(mode, seedOf(`clean ${mode}`, n), (rng) => arenaPerson(rng));

function turns(id: 'chess' | 'battleship', mode: string): (n: number) => PlayedMatch {
  const game = { chess, battleship }[id];
  return (n) => playTurns(game, mode, seedOf(`clean ${id} ${mode}`, n), (rng) => turnPerson(game, rng));
}

/** Moves that people played, in times that people are modelled to take. */
function famous(n: number): PlayedMatch {
  const moves = uciMoves(famousGames[n % famousGames.length]!);
  return playTurns(chess, 'rapid', seedOf('clean famous', n), (rng) => ({
    ...turnPerson(chess, rng),
    act: (state) => {
      const move = moves[(state as unknown as { moves: string[] }).moves.length];
      return move === undefined ? { type: 'resign' } : { type: 'move', move };
    },
  }));
}

const evenings = 12;
const lengths: PairResult[] = [];

/** Two who play each other all evening, and nobody else. */
function friends(n: number): PlayedMatch {
  const played = turns('chess', 'blitz')(n);
  const { header, entries } = played.log;
  const end = entries.at(-1)!;
  const winner =
    end.kind === 'end' && end.outcome.ranks[0] !== end.outcome.ranks[1]
      ? header.seats[end.outcome.ranks.indexOf(1)]!
      : null;
  lengths.push({ matchId: header.matchId, winner, ticks: end.tick });
  const results = lengths.slice(-evenings);
  const ticks = lengths.map((each) => each.ticks).sort((a, b) => a - b);
  const pairing = { results, played: [results.length, results.length], typicalTicks: ticks[ticks.length >> 1] };
  return { ...played, beside: { ...played.beside, pairing } };
}
