// How fast logs are played again, which bounds what verifying, recovering and watching cost: one match of eight arena
// bots, and chess games of random moves, judged as a verifier judges them. In this process, on plain objects.

import { arenaMode } from '../../src/games/arena/modes.ts';
import { games } from '../../src/games/index.ts';
import {
  type Game,
  headerOf,
  type LogEntry,
  Match,
  type MatchLog,
  plain,
  replay,
  seeded,
} from '../../src/games/kit/index.ts';
import { sha256 } from '../../src/services/sha256.ts';
import { type Benchmark, median, spreadPercent } from './benchmark.ts';
import { randomGames } from './random-games.ts';

const seed = 'ab17e5c0ffee0000ab17e5c0ffee0000';
const goals = { arenaTimesRealTime: 200, chessMovesPerSecond: 50_000 } as const;
const arenaSeconds = 120;
const [chessGames, plies] = [400, 60];

export const resimulation: Benchmark = async ({ quick, say, progress }) => {
  const repeats = quick ? 3 : 9;
  progress('playing what is to be played again');
  const arena = arenaOfEight();
  const arenaLog = playArena(arena);
  const chessLogs = randomGames(chessGames, plies).map(playChess);
  const results = { arena: [] as number[], chess: [] as number[] };
  // The first round only warms the compiler up.
  for (let repeat = 0; repeat <= repeats; repeat++) {
    progress(`repeat ${repeat} of ${repeats}`);
    const arenaTimes = arenaSeconds / secondsOf(() => judge(arena, arenaLog));
    const chessMoves =
      (chessGames * plies) / secondsOf(() => chessLogs.forEach((log) => judge(games.chess as Game, log)));
    if (repeat === 0) continue;
    results.arena.push(arenaTimes);
    results.chess.push(chessMoves);
  }
  const figures = { resim_arena_x: median(results.arena), resim_chess_moves_s: median(results.chess) };
  say(`\nresimulation: ${repeats} repeats, medians`);
  say(
    `  arena, 8 bots    ${figures.resim_arena_x.toFixed(0)} × real time (±${spreadPercent(results.arena).toFixed(0)} %)`,
  );
  say(
    `  chess    ${figures.resim_chess_moves_s.toFixed(0)} moves a second (±${spreadPercent(results.chess).toFixed(0)} %)`,
  );
  const missed: string[] = [];
  if (figures.resim_arena_x < goals.arenaTimesRealTime)
    missed.push(`resim_arena_x is ${figures.resim_arena_x.toFixed(0)}, less than ${goals.arenaTimesRealTime}`);
  if (figures.resim_chess_moves_s < goals.chessMovesPerSecond)
    missed.push(
      `resim_chess_moves_s is ${figures.resim_chess_moves_s.toFixed(0)}, less than ${goals.chessMovesPerSecond}`,
    );
  return { figures, missed };
};

const judge = (game: Game, log: MatchLog): unknown =>
  replay(game.rules, log, { actions: game.actions, ...(game.inputs && { inputs: game.inputs }), make: plain, sha256 });

function secondsOf(work: () => void): number {
  const startMs = performance.now();
  work();
  return (performance.now() - startMs) / 1_000;
}

function arenaOfEight(): Game {
  const mode = arenaMode('Eight', 8, { rated: false, seconds: arenaSeconds, scoreLimit: 10_000 });
  const game = games.arena as Game;
  return { ...game, rules: { ...game.rules, modes: { eight: mode }, defaultMode: 'eight' } };
}

/** All bots choose anew in every tick. */
function playArena(game: Game): MatchLog {
  const { log, match } = open(game, 'eight');
  const rng = seeded(seed);
  while (!match.outcome) {
    match.input(log.header.seats.map((_, seat) => [seat, game.bot(match.state, seat, rng) as never] as const));
    match.advance();
  }
  return log;
}

/** No time passes between moves, so that it is moves which are measured, and not the hashes of states that time writes. */
function playChess(moves: readonly string[]): MatchLog {
  const { log, match } = open(games.chess as Game, 'untimed');
  for (const [ply, move] of moves.entries()) {
    const refused = match.act(ply % 2, { type: 'move', move });
    if (refused !== undefined) throw new Error(`${move} was refused: ${refused}`);
  }
  return log;
}

function open(game: Game, mode: string): { log: MatchLog; match: Match } {
  const seats = Array.from({ length: game.rules.modes[mode]!.seats }, (_, seat) => `player-${seat}`);
  const header = headerOf(game, { matchId: seed, mode, seed, seats });
  const entries: LogEntry[] = [];
  const match = new Match(game.rules, header, { make: plain, sha256, record: (entry) => entries.push(entry) });
  return { log: { header, entries }, match };
}
