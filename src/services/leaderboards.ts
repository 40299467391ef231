// Who stands where on a ladder.

import type { Database } from '../db/client.ts';

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
}

export type Leaderboards = ReturnType<typeof openLeaderboards>;

export function openLeaderboards(db: Database) {
  return {
    /** The best `limit` players of a game's mode; equal ratings are listed by player id. */
    async top(game: string, mode: string, limit: number): Promise<LeaderboardEntry[]> {
      const rows = await db.prisma.rating.findMany({
        where: { game, mode },
        orderBy: [{ rating: 'desc' }, { playerId: 'asc' }],
        take: limit,
        include: { player: { select: { id: true, name: true } } },
      });
      return rows.map(({ player, rating, deviation, games, wins, draws, losses }) => {
        const rank = rows.findIndex((other) => other.rating === rating) + 1;
        return { rank, player, rating, deviation, games, wins, draws, losses };
      });
    },
  };
}
