// Moves the ratings of a verified match's players, and keeps the step that each took.

import { rateMatch as rateGlicko2, unrated } from '../ratings/glicko2.ts';
import type { Transaction } from './results.ts';

/** Expects a finished, verified match whose seats have ranks; an unrated one moves nothing. */
export async function rateMatch(tx: Transaction, matchId: string): Promise<void> {
  const { game, mode, rated, seats } = await tx.match.findUniqueOrThrow({
    where: { id: matchId },
    select: { game: true, mode: true, rated: true, seats: { orderBy: { seat: 'asc' } } },
  });
  if (!rated) return;
  const playerIds = seats.map(({ playerId }) => playerId);
  await tx.rating.createMany({
    data: playerIds.map((playerId) => ({ playerId, game, mode, ...unrated })),
    skipDuplicates: true,
  });
  // In one order for all, so that two matches of the same players can't wait for each other.
  await tx.$queryRaw`SELECT FROM ratings WHERE game = ${game} AND mode = ${mode} AND player_id = ANY(${playerIds}::uuid[])
                     ORDER BY player_id FOR UPDATE`;
  const rows = await tx.rating.findMany({ where: { game, mode, playerId: { in: playerIds } } });
  const before = playerIds.map((playerId) => rows.find((row) => row.playerId === playerId) ?? unrated);
  const ranks = seats.map(({ rank }) => rank ?? 0);
  const after = rateGlicko2(before, ranks);
  for (const [i, playerId] of playerIds.entries()) {
    const { rating = 0, deviation = 0, volatility = 0 } = after[i] ?? {};
    const standing = { rating, deviation, volatility };
    await tx.rating.update({
      where: { playerId_game_mode: { playerId, game, mode } },
      data: { ...standing, games: { increment: 1 }, [tally(ranks, i)]: { increment: 1 } },
    });
    await tx.ratingChange.create({
      data: { matchId, playerId, before: before[i]?.rating ?? unrated.rating, after: rating, deviation, volatility },
    });
  }
}

/** The best rank alone wins, shared it draws, anything else loses. */
function tally(ranks: readonly number[], self: number): 'wins' | 'draws' | 'losses' {
  if (ranks[self] !== Math.min(...ranks)) return 'losses';
  return ranks.filter((rank) => rank === ranks[self]).length > 1 ? 'draws' : 'wins';
}
