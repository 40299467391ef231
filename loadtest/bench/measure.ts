// Measures one server once: starts it, warms it up, and plays rounds of simultaneous games against it.

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from './child.ts';
import { descendantsCpuUs } from './process-tree.ts';
import type { BenchServer } from './servers.ts';

export interface Peer {
  readonly name: string;
  readonly client: 'arbiter' | 'boardgameio';
  start(): Promise<BenchServer>;
}

export interface Workload {
  readonly games: number;
  readonly plies: number;
  readonly rounds: number;
  readonly warmUpRounds: number;
  readonly loadProcesses: number;
}

export interface Measurement {
  readonly movesPerSecond: number;
  readonly serverUsPerMove: number;
  /** Of the database that belongs to the server; 0 where there is none. */
  readonly databaseUsPerMove: number;
  /** Share of one core, in percent. */
  readonly serverBusyPercent: number;
  readonly loadBusyPercent: number;
}

interface Usage {
  readonly server: number;
  readonly database: number;
  readonly load: number;
}

const program = join(import.meta.dirname, 'load.ts');

/** Sums over all measured rounds. Between them the server is left alone until it rests. */
export async function measure(peer: Peer, workload: Workload): Promise<Measurement> {
  const server = await peer.start();
  const loads = startLoads(peer, server, workload);
  try {
    const sum = { moves: 0, seconds: 0, server: 0, database: 0, load: 0 };
    for (let round = -workload.warmUpRounds; round < workload.rounds; round++) {
      await all(loads, 'open');
      await rest(server);
      const before = await usage(server, loads);
      const played = await all<{ moves: number; seconds: number }>(loads, 'play');
      const after = await usage(server, loads);
      await all(loads, 'close');
      await rest(server);
      if (round < 0) continue;
      sum.moves += played.reduce((moves, one) => moves + one.moves, 0);
      sum.seconds += Math.max(...played.map(({ seconds }) => seconds));
      for (const name of ['server', 'database', 'load'] as const) sum[name] += after[name] - before[name];
    }
    return {
      movesPerSecond: sum.moves / sum.seconds,
      serverUsPerMove: sum.server / sum.moves,
      databaseUsPerMove: sum.database / sum.moves,
      serverBusyPercent: sum.server / sum.seconds / 10_000,
      loadBusyPercent: sum.load / sum.seconds / 10_000 / loads.length,
    };
  } finally {
    await Promise.all(loads.map((load) => load.stop()));
    await server.stop();
  }
}

function startLoads({ client }: Peer, { endpoint }: BenchServer, workload: Workload): Child[] {
  const { games, plies, loadProcesses } = workload;
  const share = Math.ceil(games / loadProcesses);
  return Array.from({ length: loadProcesses }, (_, i) => {
    const count = Math.min(share, games - i * share);
    return startChild(program, [client, endpoint, i * share, count, plies].map(String));
  });
}

const all = <T>(loads: readonly Child[], command: string): Promise<T[]> =>
  Promise.all(loads.map((load) => load.ask<T>(command)));

async function usage(server: BenchServer, loads: readonly Child[]): Promise<Usage> {
  const loadUs = await Promise.all(loads.map((load) => load.cpuUs()));
  return {
    server: await server.child.cpuUs(),
    database: descendantsCpuUs(server.child.pid),
    load: loadUs.reduce((sum, us) => sum + us, 0),
  };
}

/** Waits until the server has nothing left to do of what came before, for 15 s at most. */
async function rest({ child }: BenchServer): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const before = await child.cpuUs();
    await sleep(300);
    if ((await child.cpuUs()) - before < 30_000) return;
  }
}
