// Who stands where on a ladder.

import type { Database } from '../db/client.ts';
import { toStanding } from './ladders/standing.ts';
import { currentSeason } from './seasons.ts';

export interface LeaderboardEntry {
  /** 1 is the best; players of one rating share a rank and the next rank is skipped ("1224"). */
  readonly rank: number;
  readonly player: { readonly id: string; readonly name: string };
  readonly rating: number;
  readonly deviation: number;
  readonly games: number;
  readonly wins: number;
  readonly draws: number;
  readonly losses: number;
  /** Too unsure yet to be compared. */
  readonly provisional: boolean;
}

export type Leaderboards = ReturnType<typeof openLeaderboards>;

export function openLeaderboards(db: Database) {
  return {
    /** The best `limit` players of a game's mode in its season; equal ratings are listed by player id. */
    async top(game: string, mode: string, limit: number): Promise<LeaderboardEntry[]> {
      const ladder = { game, mode, season: await currentSeason(db, game) };
      const rows = await db.prisma.rating.findMany({
        where: ladder,
        orderBy: [{ rating: 'desc' }, { playerId: 'asc' }],
        take: limit,
        include: { player: { select: { id: true, name: true } } },
      });
      return rows.map(({ player, ...row }) => {
        const rank = rows.findIndex((other) => other.rating === row.rating) + 1;
        return { rank, player, ...toStanding(row) };
      });
    },
  };
}
