// A player's statistics as others see them: read from days and totals, never from history.

import type { Database } from '../../db/client.ts';
import { dayRange, type DaysAsked } from '../day-range.ts';
import { Refused } from '../refused.ts';
import { type DashboardParts, readDashboard } from './dashboard.ts';
import { completionOf, totalsOf } from './figures.ts';
import { readTrend } from './trend.ts';

export interface StatisticsAsked extends DaysAsked {
  readonly game?: string | undefined;
  readonly mode?: string | undefined;
}

export function openStatistics(db: Database, parts: DashboardParts) {
  const { prisma } = db;
  const { achievements } = parts;
  return {
    /** Totals over all games; undefined for nobody. */
    async stats(playerId: string) {
      const own = await achievements.ofPlayer(playerId);
      if (!own) return undefined;
      const where = { playerId_game_mode: { playerId, game: '', mode: '' } };
      const total = await prisma.playerStatistics.findUnique({ where });
      return { playerId, ...totalsOf(total ?? undefined), achievements: completionOf(own) };
    },

    /** By game and mode, and day by day; undefined for nobody. */
    async statistics(playerId: string, asked: StatisticsAsked) {
      const range = dayRange(asked);
      if (range instanceof Refused) return range;
      const own = await achievements.ofPlayer(playerId);
      if (!own) return undefined;
      const totals = await prisma.playerStatistics.findMany({ where: { playerId } });
      const inMode = totals.filter(({ mode }) => asked.mode === undefined || mode === asked.mode);
      const byGame = Map.groupBy(inMode, ({ game }) => game);
      const begun = own.games.filter(({ game, unlocked }) => unlocked > 0 || byGame.has(game));
      const games = [...new Set([...byGame.keys(), ...begun.map(({ game }) => game)])]
        .filter((game) => game !== '' && (asked.game === undefined || game === asked.game))
        .toSorted();
      return {
        playerId,
        totals: totalsOf(totals.find(({ game }) => game === '')),
        achievements: completionOf(own),
        games: games.map((game) => {
          const modes = (byGame.get(game) ?? []).toSorted((a, b) => (a.mode < b.mode ? -1 : 1));
          const completion = own.games.find((each) => each.game === game) ?? { unlocked: 0, total: 0 };
          return {
            ...{ game, matches: sum(modes, 'matches'), seconds: sum(modes, 'seconds') },
            achievements: completionOf(completion),
            modes: modes.map((total) => ({ mode: total.mode, ...totalsOf(total) })),
          };
        }),
        trend: await readTrend(db, playerId, range, asked),
      };
    },

    /** All that a player's own page begins with, as `viewerId` may see it; undefined for nobody. */
    dashboard: (playerId: string, viewerId: string | undefined) => readDashboard(db, parts, playerId, viewerId),
  };
}

const sum = (totals: readonly Record<'matches' | 'seconds', number>[], of: 'matches' | 'seconds'): number =>
  totals.reduce((all, total) => all + total[of], 0);
