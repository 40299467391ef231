// A fault run on one backend: matches arrive, workers and relays are killed, PostgreSQL is stopped, Redis is wiped.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { steps } from '../../src/queues/pipeline.ts';
import { startRedis } from '../../test/support/redis.ts';
import { type Child, startChild } from '../bench/child.ts';
import { type Cluster, startCluster } from '../results/cluster.ts';
import type { Arrival, Order } from './arrivals.ts';
import type { History } from './checks/check.ts';
import { checkAll, type Findings } from './checks/index.ts';
import { recordAll } from './recorded.ts';

export interface Faults {
  readonly matches: number;
  readonly players: number;
  readonly workers: number;
  readonly workerKills: number;
  readonly relayKills: number;
  readonly stops: number;
  readonly stopSeconds: number;
}

export interface RunResult {
  readonly findings: readonly Findings[];
  readonly seconds: number;
}

const arrivals = join(import.meta.dirname, 'arrivals.ts');
const worker = join(import.meta.dirname, '../results/worker.ts');

export async function runOn(
  backend: 'postgres' | 'redis',
  faults: Faults,
  progress: (line: string) => void,
): Promise<RunResult> {
  const startMs = performance.now();
  const cluster = await startCluster();
  const redis = backend === 'redis' ? await startRedis() : undefined;
  const db = openDatabase(cluster.url);
  const urls = [cluster.url, ...(redis ? [redis.url] : [])];
  const run = new Run(db, urls, faults, progress);
  try {
    const data = Array.from({ length: faults.players }, (_, i) => ({ id: randomUUID(), name: `Player ${i}` }));
    await db.prisma.player.createMany({ data });
    const arriving = startChild(arrivals, urls);
    const arrived = arriving.ask<Arrival[]>({
      players: data.map(({ id }) => id),
      count: faults.matches,
    } satisfies Order);
    await run.suffer(cluster, redis?.url);
    const written = await arrived;
    await run.finish();
    return {
      findings: await checkAll(db, await historyOf(db, written), redis?.url),
      seconds: (performance.now() - startMs) / 1_000,
    };
  } finally {
    await run.stop();
    await db.close();
    await redis?.stop();
    await cluster.stop();
  }
}

class Run {
  readonly #db: Database;
  readonly #urls: readonly string[];
  readonly #faults: Faults;
  readonly #progress: (line: string) => void;
  #workers: Child[];
  #relay: Child;

  constructor(db: Database, urls: readonly string[], faults: Faults, progress: (line: string) => void) {
    this.#db = db;
    this.#urls = urls;
    this.#faults = faults;
    this.#progress = progress;
    this.#workers = Array.from({ length: faults.workers }, () => startChild(worker, ['work', ...urls]));
    this.#relay = startChild(worker, ['relay', ...urls]);
  }

  /** Lets everything happen that is to happen, spread over the matches' way through the pipeline. */
  async suffer(cluster: Cluster, redisUrl: string | undefined): Promise<void> {
    const { workerKills, relayKills, stops, stopSeconds } = this.#faults;
    const spread = (what: string, times: number, happen: () => Promise<void>) =>
      Array.from({ length: times }, (_, i) => ({ what, at: (i + 1) / (times + 1), happen }));
    const events = [
      ...spread('a worker is killed', workerKills, () => this.#killWorker()),
      ...spread('the relay is killed', relayKills, () => this.#killRelay()),
      ...spread(`PostgreSQL is stopped for ${stopSeconds} s`, stops, () => this.#stopFor(cluster, stopSeconds)),
      ...spread('Redis is wiped', redisUrl === undefined ? 0 : 1, () => wipe(redisUrl!)),
    ].toSorted((a, b) => a.at - b.at);
    for (const { what, at, happen } of events) {
      while ((await this.#share()) < at * 0.9) await sleep(20);
      this.#progress(`${Math.round(100 * (await this.#share()))} % are done: ${what}`);
      await happen();
    }
  }

  /** Waits until nothing is owed any more. */
  async finish(): Promise<void> {
    for (let left = Infinity; left > 0; left = await this.#db.prisma.outbox.count()) {
      if (Number.isFinite(left)) this.#progress(`${left} matches are left`);
      await sleep(500);
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#workers, this.#relay].map((child) => child.stop()));
  }

  /** How much of all work is done, from 0 to 1. */
  async #share(): Promise<number> {
    return (await this.#db.prisma.applied.count()) / (this.#faults.matches * steps.length);
  }

  async #killWorker(): Promise<void> {
    const [oldest, ...others] = this.#workers;
    await oldest!.kill();
    this.#workers = [...others, startChild(worker, ['work', ...this.#urls])];
  }

  async #killRelay(): Promise<void> {
    await this.#relay.kill();
    this.#relay = startChild(worker, ['relay', ...this.#urls]);
  }

  async #stopFor(cluster: Cluster, seconds: number): Promise<void> {
    await cluster.halt();
    await sleep(1_000 * seconds);
    await cluster.resume();
  }
}

async function wipe(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}

async function historyOf({ pool }: Database, arrived: readonly Arrival[]): Promise<History> {
  const { rows } = await pool.query<{ id: string; at: Date }>('SELECT id, finished_at AS at FROM matches');
  const times = new Map(rows.map(({ id, at }) => [id, at]));
  const matches = arrived.map((arrival) => ({ ...arrival, at: times.get(arrival.matchId)! }));
  return { games: recordAll(), matches };
}
