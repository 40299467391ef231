// Chess moves on Arbiter beside boardgame.io 0.50.2: one server process, 100 games at once, two clients each.
// The headline is against boardgame.io with chess.js validating, since Arbiter validates; it is also measured without.

import { type Benchmark, median, spreadPercent } from './benchmark.ts';
import { type Measurement, measure, type Peer, type Workload } from './measure.ts';
import { startArbiter, startBoardgameIo } from './servers.ts';

const peers = [
  { name: 'Arbiter', client: 'arbiter', start: startArbiter },
  { name: 'boardgame.io, validating', client: 'boardgameio', start: () => startBoardgameIo('validated') },
  { name: 'boardgame.io, no validation', client: 'boardgameio', start: () => startBoardgameIo('unvalidated') },
] as const satisfies Peer[];

/** Times as many moves a second as the validating peer. */
const goal = 3;

export const chessMoves: Benchmark = async ({ quick, say, progress }) => {
  const repeats = quick ? 1 : 5;
  const workload: Workload = { games: 100, plies: 60, rounds: quick ? 1 : 2, warmUpRounds: 1, loadProcesses: 1 };
  const results = peers.map((): Measurement[] => []);
  // Interleaved, so that what else the machine does hits all of them alike.
  for (let repeat = 1; repeat <= repeats; repeat++) {
    for (const [i, peer] of peers.entries()) {
      progress(`repeat ${repeat} of ${repeats}: ${peer.name}`);
      results[i]!.push(await measure(peer, workload));
    }
  }
  say(`\nchess_moves_vs_boardgameio: ${workload.games} games at once, ${repeats} × ${workload.rounds} rounds, medians`);
  say('                               moves/s  spread   server CPU  spread   database CPU   server   clients');
  peers.forEach(({ name }, i) => say(row(name, results[i]!)));
  say(
    '  Arbiter journals each move to PostgreSQL before it is acknowledged; boardgame.io holds its matches in memory.',
  );
  return judge(results, say);
};

const of = (results: readonly Measurement[], name: keyof Measurement): number[] => results.map((one) => one[name]);

function row(name: string, results: readonly Measurement[]): string {
  const typical = (key: keyof Measurement, digits = 0): string => median(of(results, key)).toFixed(digits);
  const spread = (key: keyof Measurement): string => `±${spreadPercent(of(results, key)).toFixed(0)} %`.padStart(7);
  return [
    `  ${name.padEnd(28)}${typical('movesPerSecond').padStart(8)} ${spread('movesPerSecond')}`,
    `${typical('serverUsPerMove').padStart(7)} µs ${spread('serverUsPerMove')}`,
    `${typical('databaseUsPerMove').padStart(9)} µs`,
    `${typical('serverBusyPercent').padStart(6)} % ${typical('loadBusyPercent').padStart(7)} %`,
  ].join('   ');
}

function judge(
  results: readonly (readonly Measurement[])[],
  say: (line: string) => void,
): Awaited<ReturnType<Benchmark>> {
  const [arbiter, validating, unvalidated] = results.map((one) => ({
    moves: median(of(one, 'movesPerSecond')),
    cpu: median(of(one, 'serverUsPerMove')),
    withDatabase: median(one.map(({ serverUsPerMove, databaseUsPerMove }) => serverUsPerMove + databaseUsPerMove)),
  }));
  const figures = {
    chess_moves_vs_boardgameio: arbiter!.moves / validating!.moves,
    chess_moves_vs_boardgameio_unvalidated: arbiter!.moves / unvalidated!.moves,
    chess_cpu_vs_boardgameio: validating!.cpu / arbiter!.cpu,
    chess_cpu_vs_boardgameio_unvalidated: unvalidated!.cpu / arbiter!.cpu,
    chess_cpu_with_database_vs_boardgameio: validating!.withDatabase / arbiter!.withDatabase,
    chess_arbiter_moves_per_second: arbiter!.moves,
    chess_arbiter_server_us_per_move: arbiter!.cpu,
    chess_arbiter_server_and_database_us_per_move: arbiter!.withDatabase,
    chess_boardgameio_moves_per_second: validating!.moves,
    chess_boardgameio_server_us_per_move: validating!.cpu,
  };
  const ratio = (value: number): string => `${value.toFixed(2)} ×`;
  say(
    `  moves a second: ${ratio(figures.chess_moves_vs_boardgameio)} the validating boardgame.io, ` +
      `${ratio(figures.chess_moves_vs_boardgameio_unvalidated)} the one without validation`,
  );
  say(
    `  moves per CPU second of the server: ${ratio(figures.chess_cpu_vs_boardgameio)} and ` +
      `${ratio(figures.chess_cpu_vs_boardgameio_unvalidated)}; with PostgreSQL's counted in ` +
      ratio(figures.chess_cpu_with_database_vs_boardgameio),
  );
  const missed =
    figures.chess_moves_vs_boardgameio < goal
      ? [`chess_moves_vs_boardgameio is ${figures.chess_moves_vs_boardgameio.toFixed(2)}, less than ${goal}`]
      : [];
  return { figures, missed };
}
