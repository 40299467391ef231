// A board's entries as they are shown: with the names of now, and on ladders with standings.

import type { Database } from '../../db/client.ts';
import type { RankedEntry } from '../boards/window.ts';
import type { Ladder } from '../ladders/results.ts';
import { toStanding } from '../ladders/standing.ts';

const face = { id: true, name: true } as const;

export const showScores =
  ({ prisma }: Database) =>
  async (entries: readonly RankedEntry[]) => {
    const players = await prisma.player.findMany({ where: { id: { in: idsOf(entries) } }, select: face });
    const byId = new Map(players.map((player) => [player.id, player]));
    return entries.map(({ rank, playerId, score }) => ({ rank, player: byId.get(playerId)!, score }));
  };

export const showRatings =
  ({ prisma }: Database, { game, mode, season }: Ladder) =>
  async (entries: readonly RankedEntry[]) => {
    const ratings = await prisma.rating.findMany({
      where: { game, mode, season, playerId: { in: idsOf(entries) } },
      include: { player: { select: face } },
    });
    const byId = new Map(ratings.map((row) => [row.playerId, row]));
    return entries.flatMap(({ rank, playerId, score }) => {
      const row = byId.get(playerId);
      // One that a rebuild takes away at this moment is left out.
      return row ? [{ rank, player: row.player, ...toStanding(row), rating: score }] : [];
    });
  };

const idsOf = (entries: readonly RankedEntry[]): string[] => entries.map(({ playerId }) => playerId);
