// How rare each achievement is: the share of those who have played, its game where it is of one, who have it.

import type { Database } from '../../db/client.ts';
import { achievementById } from '../../achievements/index.ts';

/** From 0 to 1; undefined while nobody has played. */
export type Rarity = (id: string) => number | undefined;

const lookEveryMs = 60_000;
/** Counting takes no more than this part of the time: it reads all that there is. */
const mostOfTime = 0.01;
/** Whoever has begun to count, and died of it, holds up the others no longer than this. */
const patienceSeconds = 600;

/** Looked up at most once a minute, whoever asks; counted by one process for all, and the less often the longer it takes. */
export function openRarity({ pool }: Database): () => Promise<Rarity> {
  let known: { readonly atMs: number; readonly rarity: Promise<Rarity> } | undefined;

  async function lookUp(): Promise<Rarity> {
    const [kept] = (await pool.query<{ counts: Counts; due: boolean }>(readCounts, [patienceSeconds])).rows;
    const { holders, players } = kept && !kept.due ? kept.counts : await countAnew();
    const [have, played] = [holders, players].map((rows) => new Map(rows.map(({ of, count }) => [of, count])));
    return (id) => {
      const all = played!.get(gameOf(id) ?? '');
      return all && Math.round((10_000 * (have!.get(id) ?? 0)) / all) / 10_000;
    };
  }

  async function countAnew(): Promise<Counts> {
    const startMs = performance.now();
    const [holders, players] = await Promise.all([pool.query<Count>(countHolders), pool.query<Count>(countPlayers)]);
    const counts = { holders: holders.rows, players: players.rows };
    const tookMs = performance.now() - startMs;
    await pool.query(keepCounts, [JSON.stringify(counts), Math.max(lookEveryMs, tookMs / mostOfTime) / 1_000]);
    return counts;
  }

  return () => {
    if (!known || performance.now() - known.atMs > lookEveryMs) {
      const rarity = lookUp();
      known = { atMs: performance.now(), rarity };
      // What could not be looked up is tried again by who asks next.
      rarity.catch(() => (known = undefined));
    }
    return known.rarity;
  };
}

interface Count {
  readonly of: string;
  readonly count: number;
}

interface Counts {
  readonly holders: readonly Count[];
  readonly players: readonly Count[];
}

/** Whoever finds them due is to count; to all others they will do until that is done. */
const readCounts = `
  WITH due AS (
    UPDATE rarity_counts SET due_at = now() + make_interval(secs => $1) WHERE due_at <= now() RETURNING id)
  SELECT counts, EXISTS (SELECT FROM due) AS due FROM rarity_counts`;

const keepCounts = `
  INSERT INTO rarity_counts (id, counts, due_at) VALUES (1, $1, now() + make_interval(secs => $2))
  ON CONFLICT (id) DO UPDATE SET counts = excluded.counts, due_at = excluded.due_at`;

const countHolders = 'SELECT achievement AS of, count(*)::int FROM unlocks GROUP BY achievement';

/** By game or title; of all together under no name. */
const countPlayers = `
  SELECT game AS of, count(*)::int FROM (
    SELECT game, player_id FROM scores
    UNION SELECT split_part(achievement, '.', 1), player_id FROM unlocks WHERE achievement LIKE '%.%') AS played
  GROUP BY game
  UNION ALL SELECT '', count(*)::int FROM achievement_progress`;

/** The game or title that an achievement is of; undefined for one of the whole house. */
export function gameOf(id: string): string | undefined {
  const dot = id.indexOf('.');
  return dot < 0 ? achievementById(id)?.feat?.game : id.slice(0, dot);
}
