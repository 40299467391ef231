// What 1,000 spectators cost the players of an arena match: on Arbiter, where they are in watch rooms on a second
// process, and in a bare Colyseus room, which they join. The players' waits and the CPU of the game's process, with them
// and without.

import { hasRedis } from '../../../test/support/redis.ts';
import { type Benchmark, type BenchmarkResult, median, spreadPercent } from '../benchmark.ts';
import { cores, pin, unpin } from '../pin.ts';
import { withSharedServices } from './shared-services.ts';
import { type Peer, type Phase, type Sight, seeMatch } from './watched-match.ts';

const size = { players: 50, spectators: 1_000 } as const;
/** With spectators, times without. */
const goal = 1.05;

const peers = [
  ['own', 'Arbiter'],
  ['bare', 'bare Colyseus'],
] as const satisfies [Peer, string][];
const phases = ['alone', 'watched'] as const satisfies Phase[];

type Repeat = Readonly<Record<Peer, Readonly<Record<Phase, Sight>>>>;

export const spectators: Benchmark = async ({ quick, say, progress }) => {
  if (!hasRedis) throw new Error('two processes need a redis-server: install one, or set REDIS_SERVER_PATH');
  const repeats = quick ? 1 : 5;
  const results: Repeat[] = [];
  // Whatever is started from here on is, too; the game's server is then moved to a core of its own.
  const pinned = await pin(process.pid, cores.load);
  try {
    await withSharedServices(async (shared) => {
      for (let repeat = 1; repeat <= repeats; repeat++) {
        // By turns, since a match's log grows.
        const order = repeat % 2 === 1 ? phases : phases.toReversed();
        const result: Partial<Record<Peer, Repeat[Peer]>> = {};
        for (const [peer, title] of peers) {
          progress(`repeat ${repeat} of ${repeats}: ${title}`);
          result[peer] = await seeMatch(peer, size, order, shared);
        }
        results.push(result as Repeat);
      }
    });
  } finally {
    await unpin(process.pid);
  }
  print(results, pinned, say);
  return judge(results);
};

/** Ratios are taken within each repeat, whose runs had the same machine, and the median of those counts. */
function judge(results: readonly Repeat[]): BenchmarkResult {
  const ratio = (peer: Peer, key: 'p99' | 'game'): number =>
    median(results.map(({ [peer]: { alone, watched } }) => watched[key] / alone[key]));
  const goals = { spectators_p99_ratio: ratio('own', 'p99'), spectators_cpu_ratio: ratio('own', 'game') };
  const figures = {
    ...goals,
    bare_spectators_p99_ratio: ratio('bare', 'p99'),
    bare_spectators_cpu_ratio: ratio('bare', 'game'),
  };
  const missed = Object.entries(goals)
    .filter(([, value]) => !(value <= goal))
    .map(([name, value]) => `${name} is ${value.toFixed(2)}, more than ${goal}`);
  return { figures, missed };
}

function print(results: readonly Repeat[], pinned: boolean, say: (line: string) => void): void {
  const { players, spectators } = size;
  const inputs = results[0]!.own.alone.inputs;
  say(
    `\nspectators: ${spectators} of a match of ${players}, ${results.length} repeats of ${inputs} inputs or so, medians`,
  );
  say(
    '                               players p99    game CPU  spread   watch CPU   bytes/s: player  spectator  patches/s',
  );
  for (const [peer, title] of peers) {
    for (const phase of phases) {
      const of = (key: keyof Sight): number[] => results.map((repeat) => repeat[peer][phase][key]);
      const typical = (key: keyof Sight, digits: number, unit: string, width: number): string => {
        const value = median(of(key));
        return (Number.isNaN(value) ? '–' : `${value.toFixed(digits)}${unit}`).padStart(width);
      };
      say(
        [
          `  ${title}, ${phase === 'alone' ? 'nobody watches' : `${spectators} watch`}`.padEnd(30),
          typical('p99', 1, ' ms', 12),
          typical('game', 1, ' %', 12),
          `±${spreadPercent(of('game')).toFixed(0)} %`.padStart(8),
          typical('watch', 1, ' %', 12),
          typical('playerBytes', 0, '', 18),
          typical('spectatorBytes', 0, '', 11),
          typical('spectatorPatches', 1, '', 11),
        ].join(''),
      );
    }
  }
  say(pinned ? sharing() : '  Nothing could be pinned: all processes share all cores.');
}

const sharing = (): string =>
  cores.server === cores.load
    ? '  All processes share one core.'
    : `  Core ${cores.server} is the game's server's alone. On core ${cores.load} are players, database, Redis and, with less priority, watch rooms and spectators.`;
