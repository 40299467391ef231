// How long 500 players wait for their inputs to show: from sending one to the first state with its effect, as a few
// players' own SDK decodes it, on Arbiter and in a bare Colyseus room.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Benchmark, median, percentile, spreadPercent } from '../benchmark.ts';
import { startChild } from '../child.ts';
import { cores, pin } from '../pin.ts';
import { withCrowd } from './walk.ts';

const players = 500;
const probes = 4;
const warmUpMs = 4_000;
const goals = { ms: 50, ratio: 1 } as const;
type Repeat = Readonly<Record<'own' | 'bare', readonly number[]>>;

const peers = [
  ['own', 'Arbiter'],
  ['bare', 'bare Colyseus'],
] as const satisfies [keyof Repeat, string][];

export const latency: Benchmark = async ({ quick, say, progress }) => {
  const repeats = quick ? 1 : 5;
  const results: Repeat[] = [];
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const result = { own: [] as number[], bare: [] as number[] };
    for (const [peer, title] of peers) {
      progress(`repeat ${repeat} of ${repeats}: ${title}`);
      result[peer] = (await measure(peer)).sort((a, b) => a - b);
    }
    results.push(result);
  }
  say(`\ninput_p99_ms_${players}: ${repeats} repeats of ${results[0]!.own.length} inputs or so, medians`);
  say('                       p50        p99   spread');
  for (const [peer, title] of peers) {
    const [p50, p99] = [50, 99].map((percent) => results.map((repeat) => percentile(repeat[peer], percent)));
    const spread = spreadPercent(p99!).toFixed(0);
    say(
      `  ${title.padEnd(16)}${median(p50!).toFixed(1).padStart(7)} ms ${median(p99!).toFixed(1).padStart(7)} ms   ±${spread} %`,
    );
  }
  const ms = median(results.map(({ own }) => percentile(own, 99)));
  const ratio = median(results.map(({ own, bare }) => percentile(own, 99) / percentile(bare, 99)));
  const missed: string[] = [];
  if (ms >= goals.ms) missed.push(`input_p99_ms_${players} is ${ms.toFixed(1)}, not less than ${goals.ms}`);
  if (ratio > goals.ratio) missed.push(`input_p99_ratio_${players} is ${ratio.toFixed(2)}, more than ${goals.ratio}`);
  return { figures: { [`input_p99_ms_${players}`]: ms, [`input_p99_ratio_${players}`]: ratio }, missed };
};

const measure = (peer: keyof Repeat): Promise<number[]> =>
  withCrowd(peer, { rooms: 1, players, vacancies: probes }, async ({ server, crowd, roomIds }) => {
    const program = join(import.meta.dirname, 'probes.ts');
    const prober = startChild(program, [peer, server.endpoint, roomIds[0]!, String(probes)]);
    try {
      await pin(prober.pid, cores.load);
      await prober.ask('open');
      await crowd.ask('walk');
      await sleep(warmUpMs);
      return await prober.ask<number[]>('press');
    } finally {
      await prober.stop();
    }
  });
