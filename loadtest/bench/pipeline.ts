// How many finished matches a second one worker takes through the whole results pipeline: from the outbox of a database
// of its own until nothing is owed any more.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { signerOf } from '../../src/services/ed25519.ts';
import { openMatches } from '../../src/services/matches.ts';
import { startCluster } from '../results/cluster.ts';
import { recordChess, writeMatch } from '../results/games.ts';
import type { Benchmark } from './benchmark.ts';
import { startChild } from './child.ts';
import { descendantsCpuUs } from './process-tree.ts';

const goal = 300;
const players = 200;
const writersAtOnce = 8;
const worker = join(import.meta.dirname, '../results/worker.ts');

export const pipelineThroughput: Benchmark = async ({ quick, say, progress }) => {
  const cluster = await startCluster();
  const db = openDatabase(cluster.url);
  try {
    const count = quick ? 1_500 : 6_000;
    await fill(db, count, progress);
    const { seconds, workerUs, databaseUs, longestMs } = await drain(db, cluster.url, progress);
    const perSecond = count / seconds;
    const cpuMs = (us: number): string => `${(us / count / 1_000).toFixed(2)} ms`;
    say(`\npipeline: ${count} games of chess of 60 to 80 plies, ${players} players, one worker process`);
    say('  matches/s   CPU a match: worker   PostgreSQL   longest block of the worker’s event loop');
    say(
      `  ${perSecond.toFixed(0).padStart(9)}${cpuMs(workerUs).padStart(22)}${cpuMs(databaseUs).padStart(13)}${longestMs.toFixed(0).padStart(20)} ms`,
    );
    const figures = {
      pipeline_matches_s: perSecond,
      pipeline_cpu_ms: workerUs / count / 1_000,
      pipeline_database_cpu_ms: databaseUs / count / 1_000,
      pipeline_longest_block_ms: longestMs,
    };
    return {
      figures,
      missed: perSecond < goal ? [`pipeline_matches_s is ${perSecond.toFixed(0)}, less than ${goal}`] : [],
    };
  } finally {
    await db.close();
    await cluster.stop();
  }
};

/** Matches that are finished, and of which nothing has been counted. */
async function fill(db: Database, count: number, progress: (line: string) => void): Promise<void> {
  const data = Array.from({ length: players }, (_, i) => ({ id: randomUUID(), name: `Player ${i}` }));
  await db.prisma.player.createMany({ data });
  const matches = openMatches(db, 0, signerOf(Buffer.alloc(32, 7).toString('base64url')));
  const games = recordChess(40);
  let next = 0;
  const write = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const [one, other] = [n % players, (n + 1 + (n % 7)) % players];
      await writeMatch(db, matches, games[n % games.length]!, [data[one]!.id, data[other]!.id]);
      if (n % 500 === 0) progress(`${n} of ${count} matches are written`);
    }
  };
  await Promise.all(Array.from({ length: writersAtOnce }, write));
  await db.pool.query('ANALYZE');
}

/** Runs a worker until nothing is owed; its start is not counted. */
async function drain(db: Database, url: string, progress: (line: string) => void) {
  const owed = async (): Promise<number> => db.prisma.outbox.count();
  const first = await owed();
  const others = descendantsCpuUs(process.pid);
  const child = startChild(worker, ['both', url]);
  try {
    while ((await owed()) === first) await sleep(20);
    const startMs = performance.now();
    for (let left = first; left > 0; left = await owed()) {
      progress(`${first - left} of ${first} matches are done`);
      await sleep(200);
    }
    const seconds = (performance.now() - startMs) / 1_000;
    const workerUs = await child.cpuUs();
    const databaseUs = descendantsCpuUs(process.pid) - others - workerUs;
    const { longestMs } = await child.ask<{ longestMs: number }>('delay');
    return { seconds, workerUs, databaseUs, longestMs };
  } finally {
    await child.stop();
  }
}
