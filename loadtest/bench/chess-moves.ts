// Chess moves on Arbiter beside boardgame.io 0.50.2: one server process, 100 games at once, two clients each.
// The headline is against boardgame.io with chess.js validating, since Arbiter validates; it is also measured without.

import { type Benchmark, type BenchmarkResult, median, spreadPercent } from './benchmark.ts';
import { type Measurement, measure, type Peer, type Workload } from './measure.ts';
import { startArbiter, startBoardgameIo } from './servers.ts';

const peers = [
  { name: 'Arbiter', client: 'arbiter', start: startArbiter },
  { name: 'boardgame.io, validating', client: 'boardgameio', start: () => startBoardgameIo('validated') },
  { name: 'boardgame.io, no validation', client: 'boardgameio', start: () => startBoardgameIo('unvalidated') },
] as const satisfies Peer[];

/** Times as many moves a second as the validating peer. */
const goal = 3;
/** Below this share of a core, neither the server nor the clients were what held the moves up. */
const saturatedPercent = 75;

type Repeat = readonly [arbiter: Measurement, validating: Measurement, unvalidated: Measurement];

export const chessMoves: Benchmark = async ({ quick, say, progress }) => {
  const repeats = quick ? 1 : 5;
  const workload: Workload = { games: 100, plies: 60, rounds: quick ? 1 : 3, warmUpRounds: 2, loadProcesses: 1 };
  const results: Repeat[] = [];
  // Interleaved, so that what else the machine does hits all of them alike.
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const measured: Measurement[] = [];
    for (const peer of peers) {
      progress(`repeat ${repeat} of ${repeats}: ${peer.name}`);
      measured.push(await measure(peer, workload));
    }
    results.push(measured as unknown as Repeat);
  }
  say(`\nchess_moves_vs_boardgameio: ${workload.games} games at once, ${repeats} × ${workload.rounds} rounds, medians`);
  say('                               moves/s  spread   server CPU  spread   database CPU   server   clients');
  peers.forEach(({ name }, i) =>
    say(
      row(
        name,
        results.map((repeat) => repeat[i]!),
      ),
    ),
  );
  return judge(results, say);
};

function row(name: string, results: readonly Measurement[]): string {
  const of = (key: keyof Measurement): number[] => results.map((one) => one[key]);
  const typical = (key: keyof Measurement): string => median(of(key)).toFixed(0);
  const spread = (key: keyof Measurement): string => `±${spreadPercent(of(key)).toFixed(0)} %`.padStart(7);
  return [
    `  ${name.padEnd(28)}${typical('movesPerSecond').padStart(8)} ${spread('movesPerSecond')}`,
    `${typical('serverUsPerMove').padStart(7)} µs ${spread('serverUsPerMove')}`,
    `${typical('databaseUsPerMove').padStart(9)} µs`,
    `${typical('serverBusyPercent').padStart(6)} % ${typical('loadBusyPercent').padStart(7)} %`,
  ].join('   ');
}

/** Ratios are taken within each repeat, whose runs had the same machine, and the median of those counts. */
function judge(results: readonly Repeat[], say: (line: string) => void): BenchmarkResult {
  const over = (figure: (repeat: Repeat) => number): number => median(results.map(figure));
  const bothUs = (one: Measurement): number => one.serverUsPerMove + one.databaseUsPerMove;
  const figures = {
    chess_moves_vs_boardgameio: over(([own, peer]) => own.movesPerSecond / peer.movesPerSecond),
    chess_moves_vs_boardgameio_unvalidated: over(([own, , peer]) => own.movesPerSecond / peer.movesPerSecond),
    chess_cpu_vs_boardgameio: over(([own, peer]) => peer.serverUsPerMove / own.serverUsPerMove),
    chess_cpu_vs_boardgameio_unvalidated: over(([own, , peer]) => peer.serverUsPerMove / own.serverUsPerMove),
    chess_cpu_with_database_vs_boardgameio: over(([own, peer]) => bothUs(peer) / bothUs(own)),
    chess_moves_per_second: over(([own]) => own.movesPerSecond),
    chess_server_us_per_move: over(([own]) => own.serverUsPerMove),
    chess_database_us_per_move: over(([own]) => own.databaseUsPerMove),
  };
  explain(figures, results, say);
  const headline = figures.chess_moves_vs_boardgameio;
  const missed = headline < goal ? [`chess_moves_vs_boardgameio is ${headline.toFixed(2)}, less than ${goal}`] : [];
  return { figures, missed };
}

function explain(
  figures: Readonly<Record<string, number>>,
  results: readonly Repeat[],
  say: (line: string) => void,
): void {
  const ratio = (name: string): string => `${figures[`chess_${name}`]!.toFixed(2)} ×`;
  const spread = spreadPercent(results.map(([own, peer]) => own.movesPerSecond / peer.movesPerSecond));
  say(`  moves a second     ${ratio('moves_vs_boardgameio')} (±${spread.toFixed(0)} %) those of the validating peer`);
  say(`                     ${ratio('moves_vs_boardgameio_unvalidated')} those of the one that validates nothing`);
  say(
    `  moves per CPU time ${ratio('cpu_vs_boardgameio')} and ${ratio('cpu_vs_boardgameio_unvalidated')} of the server processes`,
  );
  say(`                     ${ratio('cpu_with_database_vs_boardgameio')} with PostgreSQL counted in`);
  say(
    '  Arbiter journals each move to PostgreSQL before it is acknowledged; boardgame.io only holds its matches in memory.',
  );
  const busiest = median(results.map(([own]) => Math.max(own.serverBusyPercent, own.loadBusyPercent)));
  if (busiest < saturatedPercent) {
    say(
      `  ! Neither Arbiter nor its clients got more than ${busiest.toFixed(0)} % of a core: other work on this machine held`,
    );
    say('    the moves a second down. CPU time is what to trust here.');
  }
}
