// How many unlocks a minute a title's server reports over HTTP: lists of a thousand, a few requests at once, each unlock
// of a player who has not had it before. One Arbiter, and a database of its own.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openDatabase } from '../../src/db/client.ts';
import { openPushes } from '../../src/services/pushes.ts';
import { Refused } from '../../src/services/refused.ts';
import { openTitles } from '../../src/services/titles/index.ts';
import { startCluster } from '../results/cluster.ts';
import type { Benchmark } from './benchmark.ts';
import { startArbiterOn } from './servers.ts';

const goal = 100_000;
const listLength = 1_000;
const requestsAtOnce = 4;
const achievements = 20;

export const unlocks: Benchmark = async ({ quick, say, progress }) => {
  const seconds = quick ? 5 : 30;
  const cluster = await startCluster();
  const db = openDatabase(cluster.url);
  try {
    progress('a title and its players are made');
    // As many as ten times the goal would take.
    const playerIds = Array.from({ length: (10 * goal * seconds) / 60 / achievements }, () => randomUUID());
    await db.prisma.player.createMany({ data: playerIds.map((id, i) => ({ id, name: `Player ${i}` })) });
    const face = { title: 'A', description: 'B', tier: 'bronze', points: 1, hidden: false } as const;
    const declared = Array.from({ length: achievements }, (_, i) => ({ id: `a-${i}`, ...face }));
    const titles = openTitles(db, openPushes(db));
    const title = await titles.register(
      { id: 'bench', title: 'Bench', fullScore: 1, achievements: declared },
      'operator',
    );
    if (title instanceof Refused) throw new Error(title.detail);
    const events = declared.flatMap(({ id }) => playerIds.map((player_id) => ({ player_id, achievement_id: id })));
    progress('unlocks are reported');
    const perMinute = await report(cluster.url, { key: title.key.key, events, seconds });
    const stored = await db.prisma.unlock.count();
    say(`\nunlocks: lists of ${listLength}, ${requestsAtOnce} requests at once, for ${seconds} s`);
    say(`  ${perMinute.toFixed(0)} unlocks a minute; ${stored} are stored`);
    const missed = perMinute < goal ? [`unlocks_per_min is ${perMinute.toFixed(0)}, less than ${goal}`] : [];
    return { figures: { unlocks_per_min: perMinute }, missed };
  } finally {
    await db.close();
    await cluster.stop();
  }
};

interface Reporting {
  readonly key: string;
  readonly events: readonly object[];
  readonly seconds: number;
}

/** Returns how many a minute were answered. */
async function report(databaseUrl: string, { key, events, seconds }: Reporting): Promise<number> {
  const program = join(import.meta.dirname, '../../src/main.ts');
  const server = await startArbiterOn(program, [], { DATABASE_URL: databaseUrl, REDIS_URL: '' });
  try {
    let next = 0;
    let done = 0;
    const startMs = performance.now();
    const elapsed = (): number => (performance.now() - startMs) / 1_000;
    const client = async (): Promise<void> => {
      while (elapsed() < seconds && next < events.length) {
        const list = events.slice(next, (next += listLength));
        const response = await fetch(`${server.endpoint}/api/v1/achievements/unlock`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
          body: JSON.stringify(list),
        });
        if (!response.ok) throw new Error(`an unlock was answered by ${response.status}: ${await response.text()}`);
        await response.arrayBuffer();
        done += list.length;
      }
    };
    await Promise.all(Array.from({ length: requestsAtOnce }, client));
    return (60 * done) / elapsed();
  } finally {
    await server.stop();
  }
}
