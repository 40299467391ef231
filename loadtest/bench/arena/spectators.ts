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

/** For each peer its repeats. */
type Results = Record<Peer, readonly Readonly<Record<Phase, Sight>>[]>;

export const spectators: Benchmark = async ({ quick, say, progress }) => {
  if (!hasRedis) throw new Error('two processes need a redis-server: install one, or set REDIS_SERVER_PATH');
  const repeats = quick ? 1 : 5;
  // Whatever is started from here on is, too; the game's server is then moved to a core of its own.
  const pinned = await pin(process.pid, cores.load);
  const results: Partial<Results> = {};
  try {
    await withSharedServices(async (shared) => {
      for (const [peer, title] of peers) {
        const tell = (repeat: number): void => progress(`${title}, repeat ${repeat} of ${repeats}`);
        results[peer] = await seeMatch(peer, size, repeats, shared, tell);
      }
    });
  } finally {
    await unpin(process.pid);
  }
  print(results as Results, pinned, say);
  return judge(results as Results);
};

/** Ratios are taken within each repeat, whose phases had the same machine, and the median of those counts. */
function judge(results: Results): BenchmarkResult {
  const ratio = (peer: Peer, key: 'p99' | 'game'): number =>
    median(results[peer].map(({ alone, watched }) => watched[key] / alone[key]));
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

function print(results: Results, pinned: boolean, say: (line: string) => void): void {
  const { players, spectators } = size;
  const repeats = results.own.length;
  const { inputs } = results.own[0]!.alone;
  say(`\nspectators: ${spectators} of a match of ${players}, ${repeats} repeats of ${inputs} inputs or so, medians`);
  say(
    '                               players p99    game CPU  spread   watch CPU   bytes/s: player  spectator  patches/s',
  );
  for (const [peer, title] of peers) {
    for (const phase of phases) {
      const of = (key: keyof Sight): number[] => results[peer].map((repeat) => repeat[phase][key]);
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
