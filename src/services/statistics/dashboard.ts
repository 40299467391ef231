// The one document that a player's own page begins with.

import type { Database } from '../../db/client.ts';
import { visibleTo } from '../access.ts';
import type { Achievements } from '../achievements/index.ts';
import { dayRange, type DayRange } from '../day-range.ts';
import type { Players } from '../players.ts';
import { completionOf, totalsOf } from './figures.ts';
import { readTrend } from './trend.ts';

export interface DashboardParts {
  readonly achievements: Achievements;
  readonly players: Players;
}

const recent = 10;
const nextAchievements = 5;

export async function readDashboard(
  db: Database,
  { achievements, players }: DashboardParts,
  playerId: string,
  viewerId: string | undefined,
) {
  const [profile, own, totals, matches, trend] = await Promise.all([
    players.get(playerId),
    achievements.ofPlayer(playerId, viewerId),
    db.prisma.playerStatistics.findMany({ where: { playerId } }),
    recentMatches(db, playerId, viewerId),
    readTrend(db, playerId, dayRange({}) as DayRange),
  ]);
  if (!profile || !own) return undefined;
  const { ratings: standings, ...player } = profile;
  const unlocked = own.items.filter(({ unlockedAt }) => unlockedAt !== null);
  const locked = own.items.filter(({ unlockedAt }) => unlockedAt === null);
  return {
    ...{ player, standings, trend },
    totals: totalsOf(totals.find(({ game }) => game === '')),
    gamesPlayed: new Set(totals.flatMap(({ game }) => (game === '' ? [] : [game]))).size,
    achievements: { ...completionOf(own), points: own.points, rank: own.rank },
    recentMatches: matches,
    recentUnlocks: unlocked.toSorted((a, b) => b.unlockedAt!.getTime() - a.unlockedAt!.getTime()).slice(0, recent),
    nextAchievements: locked
      .toSorted((a, b) => b.progress / b.goal - a.progress / a.goal || a.points - b.points)
      .slice(0, nextAchievements),
  };
}

/** Those that the viewer may know of. */
async function recentMatches(db: Database, playerId: string, viewerId: string | undefined) {
  const results = await db.prisma.playerResult.findMany({
    where: { playerId, match: await visibleTo(db, viewerId) },
    orderBy: [{ at: 'desc' }, { matchId: 'desc' }],
    take: recent,
    include: {
      match: {
        select: {
          rated: true,
          seats: {
            orderBy: { seat: 'asc' },
            select: { seat: true, rank: true, player: { select: { id: true, name: true, bot: true } } },
          },
          changes: { where: { playerId }, select: { before: true, after: true } },
        },
      },
    },
  });
  return results.map(({ matchId: id, game, mode, at: finishedAt, result, seconds, points, match }) => {
    const { rated, seats, changes } = match;
    return { id, game, mode, rated, finishedAt, result, seconds, points, seats, rating: changes[0] ?? null };
  });
}
