// How rare each achievement is: the share of those who have played, its game where it is of one, who have it.

import type { Database } from '../../db/client.ts';
import { achievementById } from '../../achievements/index.ts';

/** From 0 to 1; undefined while nobody has played. */
export type Rarity = (id: string) => number | undefined;

const countEveryMs = 60_000;

/** Counted at most once a minute, whoever asks. */
export function openRarity({ pool }: Database): () => Promise<Rarity> {
  let counted: { readonly atMs: number; readonly rarity: Promise<Rarity> } | undefined;

  async function count(): Promise<Rarity> {
    const [holders, players] = await Promise.all([
      pool.query<Count>('SELECT achievement AS of, count(*)::int FROM unlocks GROUP BY achievement'),
      pool.query<Count>(countPlayers),
    ]);
    const [have, played] = [holders, players].map(({ rows }) => new Map(rows.map(({ of, count }) => [of, count])));
    return (id) => {
      const all = played!.get(gameOf(id) ?? '');
      return all && Math.round((10_000 * (have!.get(id) ?? 0)) / all) / 10_000;
    };
  }

  return () => {
    if (!counted || performance.now() - counted.atMs > countEveryMs) {
      const rarity = count();
      counted = { atMs: performance.now(), rarity };
      // What could not be counted is tried again by who asks next.
      rarity.catch(() => (counted = undefined));
    }
    return counted.rarity;
  };
}

interface Count {
  readonly of: string;
  readonly count: number;
}

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
