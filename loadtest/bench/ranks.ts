// What it costs to read a leaderboard's first hundred, a player's rank and percentile, and who is around them, in one
// request: with 10,000 players and with 1,000,000, from PostgreSQL alone and from Redis; beside counting and sorting rows.

import { setTimeout as sleep } from 'node:timers/promises';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { applyMigrations } from '../../src/db/migrate.ts';
import { startThrowAway } from '../../src/db/throw-away.ts';
import { openBoards } from '../../src/services/boards/index.ts';
import { openGames } from '../../src/services/games.ts';
import { openLeaderboards } from '../../src/services/leaderboards.ts';
import { hasRedis, startRedis } from '../../test/support/redis.ts';
import { type Benchmark, median, spreadPercent } from './benchmark.ts';
import { type FilledLadder, fillLadder } from './ranks/fill.ts';
import { readNaively } from './ranks/naive.ts';

const warmUp = 20;
/** On a busy machine the request is mostly round trips, which counting a million rows has fewer of. */
const goals = { growth: 2, timesNaive: 5 } as const;

export const ranks: Benchmark = async ({ quick, say, progress }) => {
  if (!hasRedis) throw new Error('there is no redis-server: set REDIS_SERVER_PATH');
  const sizes = { small: quick ? 1_000 : 10_000, large: quick ? 100_000 : 1_000_000 };
  const [postgres, redis] = [await startThrowAway({ durable: true }), await startRedis()];
  await applyMigrations(postgres.url);
  const db = openDatabase(postgres.url);
  const stores = {
    PostgreSQL: openBoards(db),
    Redis: openBoards(db, { redisUrl: redis.url }),
  };
  try {
    const ladders = {
      small: await fillLadder(db, 'blitz', sizes.small, progress),
      large: await fillLadder(db, 'bullet', sizes.large, progress),
    };
    progress('filling Redis');
    const filledAtMs = performance.now();
    await stores.Redis.fillAll();
    const fillSeconds = (performance.now() - filledAtMs) / 1_000;
    await db.pool.query('VACUUM ANALYZE');
    // Autovacuum has found the new rows by now, or will not in the next seconds.
    await sleep(2_000);

    const readers = {
      PostgreSQL: openLeaderboards(db, stores.PostgreSQL, openGames(db)),
      Redis: openLeaderboards(db, stores.Redis, openGames(db)),
    };
    const times = await measure({ db, readers, ladders, rounds: quick ? 60 : 300, progress });
    const { figures, missed } = report(say, sizes, times, fillSeconds);
    // The goals are for a million.
    return { figures, missed: quick ? [] : missed };
  } finally {
    await Promise.all(Object.values(stores).map((boards) => boards.close()));
    await db.close();
    await Promise.all([postgres.stop(), redis.stop()]);
  }
};

type Times = Record<'small' | 'large', Record<'PostgreSQL' | 'Redis' | 'naive', number[]>>;

type Reader = ReturnType<typeof openLeaderboards>;

interface Measured {
  readonly db: Database;
  readonly readers: Readonly<Record<'PostgreSQL' | 'Redis', Reader>>;
  readonly ladders: Readonly<Record<'small' | 'large', FilledLadder>>;
  readonly rounds: number;
  readonly progress: (line: string) => void;
}

/** Another player each time, so that nothing is answered from what was read before; the first rounds only warm up. */
async function measure({ db, readers, ladders, rounds, progress }: Measured): Promise<Times> {
  const none = () => ({ PostgreSQL: [], Redis: [], naive: [] });
  const times: Times = { small: none(), large: none() };
  for (let n = -warmUp; n < rounds; n++) {
    if (n % 20 === 0) progress(`round ${n} of ${rounds}`);
    for (const size of ['small', 'large'] as const) {
      const { mode, playerIds } = ladders[size];
      const playerId = playerIds[(n + warmUp) % playerIds.length]!;
      const request = { limit: 100, playerId, around: playerId };
      for (const store of ['PostgreSQL', 'Redis'] as const) {
        const ms = await timed(() => readers[store].list('chess', { mode }, request));
        if (n >= 0) times[size][store].push(ms);
      }
      // It takes long, and is not what is in doubt.
      if (n >= 0 && n % 10 === 0) times[size].naive.push(await timed(() => readNaively(db, mode, playerId)));
    }
  }
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begunMs = performance.now();
  await work();
  return performance.now() - begunMs;
}

function report(
  say: (line: string) => void,
  sizes: Record<'small' | 'large', number>,
  times: Times,
  fillSeconds: number,
) {
  say('\nranks: the first 100, a rank with its percentile, and ten neighbours, in one request; medians');
  say(
    `             ${sizes.small.toLocaleString('en')} players    ${sizes.large.toLocaleString('en')} players     ratio`,
  );
  for (const store of ['Redis', 'PostgreSQL', 'naive'] as const) {
    const [small, large] = [times.small[store], times.large[store]];
    const cells = [small, large].map((all) =>
      `${median(all).toFixed(2)} ms (±${spreadPercent(all).toFixed(0)} %)`.padStart(18),
    );
    say(`  ${store.padEnd(11)}${cells.join('')}    ${(median(large) / median(small)).toFixed(2)}`);
  }
  say(`  Redis was filled from PostgreSQL in ${fillSeconds.toFixed(1)} s`);
  const growth = (store: 'PostgreSQL' | 'Redis'): number => median(times.large[store]) / median(times.small[store]);
  const figures = {
    rank_cost_1m_vs_10k_redis: growth('Redis'),
    rank_cost_1m_vs_10k_pg: growth('PostgreSQL'),
    rank_vs_naive: median(times.large.naive) / median(times.large.PostgreSQL),
  };
  const missed: string[] = [];
  for (const name of ['rank_cost_1m_vs_10k_redis', 'rank_cost_1m_vs_10k_pg'] as const) {
    if (figures[name] > goals.growth) missed.push(`${name} is ${figures[name].toFixed(2)}, more than ${goals.growth}`);
  }
  const { rank_vs_naive: timesNaive } = figures;
  if (timesNaive < goals.timesNaive)
    missed.push(`rank_vs_naive is ${timesNaive.toFixed(1)}, less than ${goals.timesNaive}`);
  return { figures, missed };
}
