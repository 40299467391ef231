// What an arena costs on Arbiter, which validates, records, hashes and journals it, beside bare Colyseus rooms with the
// same state that do none of this: CPU per second of the server process, with all players walking.

import { TICK_RATE } from '../../../src/games/arena/balance.ts';
import { type Benchmark, type BenchmarkResult, median, spreadPercent } from '../benchmark.ts';
import type { PeerId } from './peers.ts';
import { type Usage, walkFor, withCrowd } from './walk.ts';

/** A room as small as the first is measured by many of them at once. */
const sizes = [
  { players: 8, rooms: 12 },
  { players: 50, rooms: 2 },
  { players: 200, rooms: 1 },
  { players: 500, rooms: 1 },
] as const;
type Size = (typeof sizes)[number];

const peers = [
  ['own', 'Arbiter'],
  ['bare', 'bare Colyseus, defineInput'],
  ['bare-messages', 'bare Colyseus, messages'],
] as const satisfies [PeerId, string][];

/** Times the CPU of the bare room with `defineInput`. */
const goal = 1;

type Repeat = Readonly<Record<PeerId, Usage>>;

export const rooms: Benchmark = async ({ quick, say, progress }) => {
  const repeats = quick ? 1 : 5;
  const seconds = quick ? 5 : 10;
  const figures: Record<string, number> = {};
  const missed: string[] = [];
  for (const size of sizes) {
    const results: Repeat[] = [];
    // Interleaved, so that what else the machine does hits all of them alike.
    for (let repeat = 1; repeat <= repeats; repeat++) {
      const result: Partial<Record<PeerId, Usage>> = {};
      for (const [peer, title] of peers) {
        progress(`${size.players} players, repeat ${repeat} of ${repeats}: ${title}`);
        result[peer] = await measure(peer, size, seconds);
      }
      results.push(result as Repeat);
    }
    const judged = judge(size, results);
    Object.assign(figures, judged.figures);
    missed.push(...judged.missed);
    print(size, results, judged.figures, say);
  }
  say('  CPU is that of the whole server process, in percent of one core. Arbiter journals to PostgreSQL beside it.');
  return { figures, missed };
};

const measure = (peer: PeerId, { players, rooms }: Size, seconds: number): Promise<Usage> =>
  withCrowd(peer, { rooms, players, vacancies: 0 }, (place) => walkFor(seconds, place, rooms * players));

/** Ratios are taken within each repeat, whose runs had the same machine, and the median of those counts. */
function judge({ players }: Size, results: readonly Repeat[]): BenchmarkResult {
  const over = (figure: (repeat: Repeat) => number): number => median(results.map(figure));
  const headline = `room_cpu_ratio_${players}`;
  const ratio = over(({ own, bare }) => own.server / bare.server);
  const figures = {
    [headline]: ratio,
    [`room_cpu_messages_ratio_${players}`]: over((repeat) => repeat.own.server / repeat['bare-messages'].server),
    [`room_cpu_per_patch_ratio_${players}`]: over(({ own, bare }) => perPatch(own) / perPatch(bare)),
    [`room_bytes_ratio_${players}`]: over(({ own, bare }) => own.bytesPerSecond / bare.bytesPerSecond),
    [`room_cpu_percent_${players}`]: over(({ own }) => own.server),
  };
  return { figures, missed: ratio > goal ? [`${headline} is ${ratio.toFixed(2)}, more than ${goal}`] : [] };
}

/** Where the machine was too busy to send all patches, this is what to trust. */
const perPatch = ({ server, patchesPerSecond }: Usage): number => server / patchesPerSecond;

function print(
  { players, rooms }: Size,
  results: readonly Repeat[],
  figures: Readonly<Record<string, number>>,
  say: (line: string) => void,
): void {
  say(`\nroom_cpu_ratio_${players}: ${rooms} × ${players} players, ${results.length} repeats, medians`);
  say('                              server CPU  spread   database   load   bytes/s to each   patches/s');
  for (const [peer, title] of peers) {
    const of = (key: keyof Usage): number[] => results.map((repeat) => repeat[peer][key]);
    const typical = (key: keyof Usage, digits = 0): string => median(of(key)).toFixed(digits);
    say(
      [
        `  ${title.padEnd(28)}${typical('server', 1).padStart(8)} % ±${spreadPercent(of('server')).toFixed(0)} %`.padEnd(
          50,
        ),
        `${typical('database', 1).padStart(6)} % ${typical('load').padStart(5)} %`,
        `${typical('bytesPerSecond').padStart(14)} ${typical('patchesPerSecond', 1).padStart(11)}`,
      ].join(' '),
    );
  }
  const times = (name: string): string => `${figures[`room_${name}_${players}`]!.toFixed(2)} ×`;
  say(`  ${times('cpu_ratio')} the CPU of a bare room with defineInput, ${times('cpu_messages_ratio')} with messages`);
  const slowest = Math.min(...results.flatMap((repeat) => Object.values(repeat).map((one) => one.patchesPerSecond)));
  if (slowest < 0.9 * TICK_RATE) {
    say(
      `  ! Other work on this machine let one send only ${slowest.toFixed(1)} patches a second: for each patch Arbiter`,
    );
    say(`    used ${times('cpu_per_patch_ratio')} the CPU of the bare room with defineInput.`);
  }
}
