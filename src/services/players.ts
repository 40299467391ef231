// A player as others see them.

import type { Database } from '../db/client.ts';

export type Players = ReturnType<typeof openPlayers>;

export function openPlayers(db: Database) {
  return {
    async get(id: string) {
      const player = await db.prisma.player.findUnique({
        where: { id },
        include: { ratings: { orderBy: [{ game: 'asc' }, { mode: 'asc' }] } },
      });
      if (!player) return undefined;
      const ratings = player.ratings.map(({ game, mode, rating, deviation, games, wins, draws, losses }) => {
        return { game, mode, rating, deviation, games, wins, draws, losses };
      });
      return { id: player.id, name: player.name, guest: player.guest, createdAt: player.createdAt, ratings };
    },
  };
}
