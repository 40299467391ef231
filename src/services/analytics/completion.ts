// How many of those who play have each achievement.

import { z } from 'zod';
import { achievementIds, achievements } from '../../achievements/index.ts';
import type { Database } from '../../db/client.ts';
import { gameOf } from '../achievements/rarity.ts';
import { isoDay } from '../day-range.ts';
import { nextDay } from '../statistics/tally.ts';
import { count, ratio, report, type ReportAsked, share } from './report.ts';

export const completion = report({
  about: 'how many of those who have played have each achievement, and how many unlocked it in these days',
  ofTitles: true,
  row: z.object({
    achievement: z.string(),
    game: z.string().nullable(),
    title: z.string(),
    tier: z.enum(['bronze', 'silver', 'gold']),
    players: count.describe('Who have played.'),
    holders: count.describe('Those of them who have it.'),
    completion: share,
    unlocks: count.describe('In the days asked for.'),
  }),
  async rows(db, asked) {
    const [declared, players, holders] = await Promise.all([
      declaredIn(db, asked.game),
      countPlayers(db, asked),
      countHolders(db, asked),
    ]);
    return declared.map(({ id, title, tier }) => {
      const game = gameOf(id) ?? null;
      const played = players.get(game) ?? 0;
      const { holders: have, unlocks } = holders.get(id) ?? { holders: 0, unlocks: 0 };
      const counts = { players: played, holders: have, completion: ratio(have, played), unlocks };
      return { achievement: id, game, title, tier, ...counts };
    });
  },
});

async function declaredIn({ prisma }: Database, game: string | undefined) {
  const ofTitles = await prisma.titleAchievement.findMany({
    where: { ...(game !== undefined && { titleId: game }) },
    orderBy: [{ titleId: 'asc' }, { id: 'asc' }],
  });
  const ofHouse = achievementIds.map((id) => ({ id: id as string, ...achievements[id] }));
  return [
    ...ofHouse.filter(({ id }) => game === undefined || gameOf(id) === game),
    ...ofTitles.map(({ titleId, id, title, tier }) => ({ id: `${titleId}.${id}`, title, tier })),
  ];
}

/** By game or title; under null those of all together. */
async function countPlayers({ pool }: Database, { to }: ReportAsked): Promise<Map<string | null, number>> {
  const { rows } = await pool.query<{ game: string | null; players: number }>(
    `SELECT game, count(DISTINCT player_id)::int AS players FROM (
       SELECT game, player_id FROM player_statistics WHERE game <> '' AND first_day <= $1
       UNION SELECT game, player_id FROM scores WHERE match_id IS NULL AND at < $2
       UNION SELECT split_part(achievement, '.', 1), player_id FROM unlocks
         WHERE achievement LIKE '%.%' AND unlocked_at < $2) AS played
     JOIN players ON players.id = player_id WHERE deleted_at IS NULL
     GROUP BY GROUPING SETS ((game), ())`,
    [isoDay(to), nextDay(to)],
  );
  return new Map(rows.map(({ game, players }) => [game, players]));
}

async function countHolders({ pool }: Database, { from, to }: ReportAsked) {
  const { rows } = await pool.query<{ achievement: string; holders: number; unlocks: number }>(
    `SELECT achievement, count(*)::int AS holders, count(*) FILTER (WHERE unlocked_at >= $1)::int AS unlocks
     FROM unlocks JOIN players ON players.id = player_id WHERE unlocked_at < $2 AND deleted_at IS NULL
     GROUP BY achievement`,
    [from, nextDay(to)],
  );
  return new Map(rows.map((row) => [row.achievement, row]));
}
