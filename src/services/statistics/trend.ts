// A player's days, one after the other.

import type { Database } from '../../db/client.ts';
import { type DayRange, isoDay } from '../day-range.ts';
import { trendOf } from './figures.ts';

export async function readTrend(
  { prisma }: Database,
  playerId: string,
  { from, to }: DayRange,
  { game, mode }: { game?: string | undefined; mode?: string | undefined } = {},
) {
  // Without a name there are the days of all games.
  const scope = game === undefined && mode === undefined ? { game: '' } : { game: game ?? { not: '' } };
  const where = { playerId, ...scope, ...(mode !== undefined && { mode }), day: { gte: from, lte: to } };
  const days = await prisma.playerDay.findMany({ where, orderBy: { day: 'asc' } });
  return { from: isoDay(from), to: isoDay(to), items: trendOf(days) };
}
